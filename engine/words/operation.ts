/** What may be done with records. */
export const operations = [
  'read',
  'create',
  'update',
  'delete',
  'restore',
  'reset-password',
  'reset-second-factor',
  'view-as',
  'send-again',
  'export',
] as const
export type Operation = (typeof operations)[number]
