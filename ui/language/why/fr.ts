import type { NoteCode, VerdictCode } from '../../../engine/database/why/verdict.ts'
import type { en } from './en.ts'
import type { Said } from './said.ts'

const verdict: Said<VerdictCode> = {
  'page-open': ({ role, level, page }) => `Le rôle ${role} a le niveau ${level} sur ${page}.`,
  'page-closed': ({ role, page }) => `Le rôle ${role} n’a pas de niveau sur ${page}.`,
  'no-page': ({ area, page }) => `L’espace ${area} n’a pas de page ${page}.`,
  'no-entity': ({ entity }) => `Il n’y a pas d’entité ${entity}.`,
  'no-field': ({ entity, field }) => `${entity} n’a pas de champ ${field}.`,
  'no-record': ({ entity, record }) => `Il n’y a pas de ${entity}/${record}.`,
  allowed: ({ rules }) => `${rules} le permet.`,
  'allowed-some': ({ rules }) => `${rules} le permet, pour les éléments qui remplissent sa condition.`,
  'read-only': ({ field }) =>
    `${field} est en lecture seule pour tout le monde : sa définition le dit, ou le portail l’écrit lui-même.`,
  'closed-field': ({ field, condition }) => `${field} est en lecture seule tant que ${condition}.`,
  'hidden-field': ({ field, condition }) => `${field} n’existe que tant que ${condition}.`,
  deleted: ({ entity, record }) => `${entity}/${record} a été supprimé : il ne peut qu’être restauré.`,
  'deleted-unseen': ({ entity, record }) =>
    `${entity}/${record} a été supprimé : seul qui peut le restaurer le voit.`,
  'not-deleted': ({ entity, record }) => `${entity}/${record} n’a pas été supprimé.`,
  condition: ({ rules }) => `L’élément ne remplit pas la condition de ${rules}.`,
  'no-rule': ({ entity }) => `Aucun droit de l’espace ne nomme ${entity}.`,
  'other-fields': ({ operation, entity, field }) =>
    `Ce que le rôle possède permet ${operation} pour d’autres champs de ${entity}, pas pour ${field}.`,
  'other-levels': ({ operation, entity }) =>
    `Des niveaux que le rôle n’a pas permettraient ${operation} pour ${entity}.`,
  'no-operation': ({ operation, entity }) => `Aucun droit ne permet ${operation} pour ${entity}.`,
}

const note: Said<NoteCode> = {
  'no-revision': ({ revision }) => `La révision ${revision}, qui l’a refusé, n’est pas conservée.`,
  'no-area': ({ revision, area }) => `La révision ${revision} n’a pas d’espace ${area}.`,
  'no-account': () => 'Le compte n’existe plus.',
  'other-levels-now': () => 'Les niveaux du compte sont différents à présent.',
  'changed-since': ({ entity, record }) => `${entity}/${record} a été modifié depuis.`,
  'about-nothing': () => 'Il ne s’agissait de rien que les droits nomment.',
  'of-the-write': () =>
    'Avant l’écriture, une règle le permettait : avec ce qui était donné, l’élément serait devenu un élément qu’aucune ne permet, ou aurait eu une valeur qu’aucune ne permet.',
  'allowed-now': () => 'Dans l’état actuel, c’est permis.',
  'other-tables': ({ revision }) =>
    `Les tables ne sont plus celles de la révision ${revision} : l’élément ne peut être consulté.`,
}

/** Of the page that says why something was refused. */
export const fr: typeof en = {
  title: 'Pourquoi cela a-t-il été refusé ?',
  reference: 'Référence d’un refus',
  ask: 'Montrer pourquoi',
  unknown: 'Ce refus n’existe pas, ou vous ne pouvez pas le voir.',
  account: 'Compte',
  role: 'Rôle',
  levels: 'Niveaux',
  everybody: 'tout le monde',
  usedBy: (place, by) => `${place} (utilisé par ${by})`,
  standing: {
    operation: 'Ne permet pas cette opération',
    level: 'Est pour un niveau que le rôle n’a pas',
    field: 'Est pour d’autres champs',
    condition: 'Sa condition ne vaut pas pour cet élément',
    holds: 'Le permet',
  },
  is: (value) => `valeur : ${value}`,
  asked: (value) => `demandé : ${value}`,
  empty: 'vide',
  more: (texts, more) => `${texts} et ${more} de plus`,
  all: 'toutes ces conditions',
  any: 'une de ces conditions',
  and: 'et',
  or: 'ou',
  not: (condition) => `pas (${condition})`,
  some: (path, condition) => `l’un de ${path} a ${condition}`,
  verdict,
  note,
}
