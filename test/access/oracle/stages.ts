/** A portal that the oracles are asked about: its two areas, and where it says which companies are whose. */
export interface Stage {
  readonly name: string
  readonly config: string
  readonly staff: string
  readonly customers: string
  readonly companies: string
  /** Field of a customer's account that names the company it belongs to. */
  readonly home: string
  /** Whose records say which companies an account sees. */
  readonly rights: { readonly entity: string; readonly account: string; readonly companies: string }
}

export const stages: readonly Stage[] = [
  {
    name: 'shipped',
    config: 'config',
    staff: 'staff',
    customers: 'customer',
    companies: 'partners',
    home: 'partner',
    rights: { entity: 'access_rights', account: 'user', companies: 'partners' },
  },
  {
    name: 'harbour',
    config: 'test/fixtures/portals/harbour/config',
    staff: 'office',
    customers: 'berth',
    companies: 'yards',
    home: 'home',
    rights: { entity: 'passes', account: 'guest', companies: 'yards' },
  },
]

/** Who asks: as `safety.md` lists them. */
export const people = [
  { name: 'admin', of: 'staff', level: 'highest', companies: [1] },
  { name: 'normal', of: 'staff', level: 'lowest', companies: [1] },
  { name: 'none', of: 'staff', level: 'none', companies: [2] },
  { name: 'p1', of: 'customers', level: 'highest', companies: [1] },
  { name: 'p2', of: 'customers', level: 'lowest', companies: [2] },
  { name: 'both', of: 'customers', level: 'lowest', companies: [1, 2] },
  { name: 'neither', of: 'customers', level: 'highest', companies: [] },
  { name: 'deleted', of: 'customers', level: 'highest', companies: [1] },
  { name: 'nobody', of: 'customers', level: 'none', companies: [] },
] as const

export type Who = (typeof people)[number]['name']
