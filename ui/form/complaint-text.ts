import { language, texts } from '../language/texts.ts'
import type { Complaint } from './complaints.ts'
import { dateText } from './plain-value.ts'

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
      return said[complaint.code](dateText(complaint.limit))
    default:
      return said[complaint.code]
  }
}
