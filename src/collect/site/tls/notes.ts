import type {Gap} from '../../../model/fact.ts'
import type {SiteFactValue} from '../../../model/facts/site/index.ts'
import type {Reply} from './session.ts'

type TlsFact = SiteFactValue<'tls'>
/** Fields that are plain values; lists are gathered elsewhere. */
export type NotedField = {[K in keyof TlsFact]-?: NonNullable<TlsFact[K]> extends readonly unknown[] ? never : K}[keyof TlsFact]

/** What was found out, each with the number of the connection that showed it. */
export interface Notes {
  set<K extends NotedField>(field: K, value: NonNullable<TlsFact[K]>): void
  get<K extends NotedField>(field: K): TlsFact[K]
  gap(path: string, gap: Gap): void
  /** A yes or no out of a reply; a reply that proves nothing leaves a gap. */
  decide(field: NotedField, reply: Reply, isTrue?: (reply: Extract<Reply, {kind: 'accepted'}>) => boolean): boolean | undefined
  /** Values up to a connection, and gaps; what came later is a gap with that reason. */
  result(upTo: number, lost: Gap): {values: Partial<Record<string, unknown>>; gaps: Record<string, Gap>}
}

export function createNotes(connections: () => number): Notes {
  const values = new Map<string, {value: unknown; at: number}>()
  const gaps = new Map<string, Gap>()
  const notes: Notes = {
    set: (field, value) => {
      values.set(field, {value, at: connections()})
      gaps.delete(field)
    },
    get: <K extends NotedField>(field: K) => values.get(field)?.value as TlsFact[K],
    gap: (path, gap) => {
      if (!values.has(path) && !gaps.has(path)) gaps.set(path, gap)
    },
    decide: (field, reply, isTrue = () => true) => {
      if (reply.kind === 'unknown') {
        notes.gap(field, reply.gap)
        return undefined
      }
      const value = reply.kind === 'accepted' && isTrue(reply)
      notes.set(field, value as never)
      return value
    },
    result: (upTo, lost) => {
      const kept: Record<string, unknown> = {}
      const open = Object.fromEntries(gaps)
      for (const [field, {value, at}] of values)
        if (at <= upTo) kept[field] = value
        else open[field] = lost
      return {values: kept, gaps: open}
    },
  }
  return notes
}
