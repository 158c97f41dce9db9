import type { NoteCode, VerdictCode } from '../../../engine/database/why/verdict.ts'
import type { en } from './en.ts'
import type { Said } from './said.ts'

const verdict: Said<VerdictCode> = {
  'page-open': ({ role, level, page }) => `De rol ${role} heeft het niveau ${level} op ${page}.`,
  'page-closed': ({ role, page }) => `De rol ${role} heeft geen niveau op ${page}.`,
  'no-page': ({ area, page }) => `De omgeving ${area} heeft geen pagina ${page}.`,
  'no-entity': ({ entity }) => `Er is geen entiteit ${entity}.`,
  'no-field': ({ entity, field }) => `${entity} heeft geen veld ${field}.`,
  'no-record': ({ entity, record }) => `Er is geen ${entity}/${record}.`,
  allowed: ({ rules }) => `${rules} staat het toe.`,
  'allowed-some': ({ rules }) => `${rules} staat het toe, voor records die aan de voorwaarde voldoen.`,
  'read-only': ({ field }) =>
    `${field} is voor iedereen alleen te lezen: dat zegt de definitie, of het portaal schrijft het zelf.`,
  'closed-field': ({ field, condition }) => `${field} is alleen te lezen zolang ${condition}.`,
  'hidden-field': ({ field, condition }) => `${field} is er alleen zolang ${condition}.`,
  deleted: ({ entity, record }) => `${entity}/${record} is verwijderd: het kan alleen worden hersteld.`,
  'deleted-unseen': ({ entity, record }) =>
    `${entity}/${record} is verwijderd: alleen wie het mag herstellen, ziet het.`,
  'not-deleted': ({ entity, record }) => `${entity}/${record} is niet verwijderd.`,
  condition: ({ rules }) => `Het record voldoet niet aan de voorwaarde van ${rules}.`,
  'no-rule': ({ entity }) => `Geen recht van de omgeving noemt ${entity}.`,
  'other-fields': ({ operation, entity, field }) =>
    `Wat de rol heeft, staat ${operation} toe van andere velden van ${entity}, niet van ${field}.`,
  'other-levels': ({ operation, entity }) =>
    `Niveaus die de rol niet heeft, zouden ${operation} van ${entity} toestaan.`,
  'no-operation': ({ operation, entity }) => `Geen recht staat ${operation} van ${entity} toe.`,
}

const note: Said<NoteCode> = {
  'no-revision': ({ revision }) => `Revisie ${revision}, die het weigerde, is niet bewaard.`,
  'no-area': ({ revision, area }) => `Revisie ${revision} heeft geen omgeving ${area}.`,
  'no-account': () => 'Het account is er niet meer.',
  'other-levels-now': () => 'De niveaus van het account zijn nu anders.',
  'changed-since': ({ entity, record }) => `${entity}/${record} is sindsdien gewijzigd.`,
  'about-nothing': () => 'Het ging over niets wat rechten noemen.',
  'of-the-write': () =>
    'Vóór het schrijven stond een regel het toe: met wat werd opgegeven, zou het een record zijn geworden dat geen regel toestaat, of met een waarde die geen regel toestaat.',
  'allowed-now': () => 'Zoals het nu is, is het toegestaan.',
  'other-tables': ({ revision }) =>
    `De tabellen zijn niet meer die van revisie ${revision}: het record kan niet worden bekeken.`,
}

/** Of the page that says why something was refused. */
export const nl: typeof en = {
  title: 'Waarom werd het geweigerd?',
  reference: 'Referentie van een weigering',
  ask: 'Toon waarom',
  unknown: 'Die weigering is er niet, of u mag haar niet zien.',
  account: 'Account',
  role: 'Rol',
  levels: 'Niveaus',
  everybody: 'iedereen',
  usedBy: (place, by) => `${place} (gebruikt door ${by})`,
  standing: {
    operation: 'Staat deze bewerking niet toe',
    level: 'Is voor een niveau dat de rol niet heeft',
    field: 'Is voor andere velden',
    condition: 'De voorwaarde geldt niet voor dit record',
    holds: 'Staat het toe',
  },
  is: (value) => `het is ${value}`,
  asked: (value) => `gevraagd: ${value}`,
  empty: 'leeg',
  more: (texts, more) => `${texts} en nog ${more}`,
  all: 'al deze',
  any: 'een van deze',
  and: 'en',
  or: 'of',
  not: (condition) => `niet (${condition})`,
  some: (path, condition) => `een van ${path} heeft ${condition}`,
  verdict,
  note,
}
