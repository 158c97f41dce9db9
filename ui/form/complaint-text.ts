import { formatDate } from '../language/formats.ts'
import { locale, texts } from '../language/texts.ts'
import type { Complaint } from './complaints.ts'

export function complaintText(complaint: Complaint): string {
  if (!('limit' in complaint)) return texts().form[complaint.code]
  const { code, limit } = complaint
  return texts().form[code](typeof limit === 'number' ? limit.toLocaleString(locale()) : formatDate(limit))
}
