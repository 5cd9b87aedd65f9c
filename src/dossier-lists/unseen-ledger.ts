import {type Unseen, unseenCodes} from './lists.ts'
import {compareText, unique} from './text.ts'

/** Collects what was not seen over many machines, equal reasons together. */
export interface UnseenLedger {
  /** `count` is added up over machines. */
  add: (what: Omit<Unseen, 'machines'>, machine?: string, count?: number) => void
  list: () => Unseen[]
}

export function createUnseenLedger(): UnseenLedger {
  const entries = new Map<string, Unseen>()
  return {
    add: (what, machine, count) => {
      const key = JSON.stringify([what.code, what.fact, what.field, what.reason, what.detail, what.values])
      const entry = entries.get(key) ?? {...what, machines: []}
      if (machine !== undefined) entry.machines.push(machine)
      if (count !== undefined) entry.values = {...entry.values, count: Number(entry.values?.['count'] ?? 0) + count}
      entries.set(key, entry)
    },
    list: () => [...entries.values()].map((entry) => ({...entry, machines: unique(entry.machines)})).sort(byImportance),
  }
}

function byImportance(a: Unseen, b: Unseen): number {
  return (
    unseenCodes.indexOf(a.code) - unseenCodes.indexOf(b.code) ||
    compareText(a.fact ?? '', b.fact ?? '') ||
    compareText(a.field ?? '', b.field ?? '') ||
    compareText(a.reason ?? '', b.reason ?? '') ||
    compareText(a.detail ?? '', b.detail ?? '') ||
    compareText(JSON.stringify(a.values ?? ''), JSON.stringify(b.values ?? ''))
  )
}
