import { formatDate } from '../language/formats.ts'
import { language, texts } from '../language/texts.ts'
import type { Complaint } from './complaints.ts'

export function complaintText(complaint: Complaint): string {
  const said = texts().form
  switch (complaint.code) {
    case 'tooLong':
    case 'tooManyDecimals':
    case 'tooLow':
    case 'tooHigh':
      return said[complaint.code](complaint.limit.toLocaleString(language()))
    case 'tooEarly':
    case 'tooLate':
      return said[complaint.code](formatDate(complaint.limit))
    default:
      return said[complaint.code]
  }
}
