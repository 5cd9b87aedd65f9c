import {plainWords} from '../../lib/plain-words.ts'
import type {AssetField, ImportColumns} from '../../model/import-columns.ts'
import type {Device} from '../../model/register.ts'

interface Phrase<M> {
  words: string
  means: M
}

/** The words of policies/import-columns.yaml, ready to be compared. */
export interface AssetWords {
  headings: ReadonlyMap<string, AssetField | 'personal'>
  /** `undefined` means: looks like a device and is none. */
  kinds: readonly Phrase<Device['kind'] | undefined>[]
  statuses: readonly Phrase<NonNullable<Device['status']>>[]
  totals: readonly string[]
  moneyUnits: readonly Phrase<number>[]
}

export function prepareAssetWords(columns: ImportColumns): AssetWords {
  const headings = new Map<string, AssetField | 'personal'>()
  for (const [field, names] of Object.entries(columns.fields))
    for (const name of names ?? []) headings.set(plainWords(name), field as AssetField)
  for (const name of columns.personal) headings.set(plainWords(name), 'personal')
  return {
    headings,
    kinds: [...phrasesOf(columns.kinds), ...columns.notDevices.map((name) => ({words: plainWords(name), means: undefined}))],
    statuses: phrasesOf(columns.statuses),
    totals: columns.totals.map(plainWords),
    moneyUnits: Object.entries(columns.moneyUnits).map(([name, means]) => ({words: plainWords(name), means})),
  }
}

function phrasesOf<M extends string>(groups: Partial<Record<M, readonly string[]>>): Phrase<M>[] {
  return Object.entries<readonly string[] | undefined>(groups).flatMap(([means, names]) =>
    (names ?? []).map((name) => ({words: plainWords(name), means: means as M})),
  )
}
