import { onlyChoice } from '../problems/suggest.ts'
import type { SampleReader } from './sample.ts'

type Complain = SampleReader['complain']
type Complaint = Parameters<Complain>

/** After so many, it is the field that is another than the records were written for. */
const most = 3

/** Complaints about the values of records, field by field: what is wrong with many alike is told once. */
export function gatherComplaints(complain: Complain): {
  readonly about: (field: string) => Complain
  readonly tell: () => void
} {
  const groups = new Map<string, Complaint[]>()
  const about =
    (field: string): Complain =>
    (...complaint) => {
      const [, code, , hint] = complaint
      const key = JSON.stringify([field, code, hint])
      const group = groups.get(key)
      if (group) group.push(complaint)
      else groups.set(key, [complaint])
      return undefined
    }
  return {
    about,
    tell: () => {
      for (const group of groups.values()) for (const complaint of inShort(group)) complain(...complaint)
    },
  }
}

// What has one sure answer is mended by itself, each where it stands.
function inShort(group: readonly Complaint[]): readonly Complaint[] {
  const [first] = group
  if (!first || group.length <= most || onlyChoice(first[3]) !== null) return group
  const [place, code, message, hint] = first
  return [[place, code, `${message} The same goes for ${group.length - 1} more.`, hint]]
}
