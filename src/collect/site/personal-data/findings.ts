import {createHmac, createSecretKey, type KeyObject} from 'node:crypto'
import {type AttributeKind, attributeKinds, type PersonalDataLevel, type ProofKind} from '../../../model/personal-data-kinds.ts'
import type {PersonalDataRules} from '../../../model/personal-data-rules.ts'
import type {Where} from '../documents/types.ts'

export interface Sample {
  kind: AttributeKind
  masked: string
  where: Where
}

/** What leaves the matcher: counts, masks and keyed hashes. */
export interface Findings {
  persons: number
  attributes: {kind: AttributeKind; persons: number}[]
  level: PersonalDataLevel
  bulk: boolean
  proofs: ProofKind[]
  places: {where: Where; persons: number}[]
  samples: Sample[]
  /** One hash a person, keyed for this run: for counting over files. Cut at `mostKeys`. */
  keys: string[]
}

const mostPersons = 200_000
const mostKeys = 20_000
const mostPlaces = 5
const mostSamples = 3

/** Persons of one file. Numbers go in, and only their keyed hashes are held. */
export class PersonTally {
  private readonly persons = new Map<string, number>()
  private readonly places = new Map<string, {where: Where; persons: number}>()
  private readonly proofs = new Set<ProofKind>()
  private readonly samples: Sample[] = []
  // A key made ready once costs a tenth of one given as bytes each time.
  private readonly key: KeyObject
  private readonly thresholds: PersonalDataRules['thresholds']

  constructor(key: Uint8Array, thresholds: PersonalDataRules['thresholds']) {
    this.key = createSecretKey(key)
    this.thresholds = thresholds
  }

  hash(kind: string, value: string): string {
    return createHmac('sha256', this.key).update(`${kind}\0${value}`).digest('base64url').slice(0, 16)
  }

  add(
    key: string,
    attributes: readonly AttributeKind[],
    where: Where,
    proofs: readonly ProofKind[],
    sample: Omit<Sample, 'where'> | undefined,
  ): void {
    const before = this.persons.get(key)
    if (before === undefined && this.persons.size >= mostPersons) return
    this.persons.set(key, (before ?? 0) | bitsOf(attributes))
    for (const proof of proofs) this.proofs.add(proof)
    if (before !== undefined) return
    const {part, sheet, page, place, hidden} = where
    const group = JSON.stringify([part, sheet, page, place, hidden])
    const at = this.places.get(group)
    if (at) at.persons++
    else if (this.places.size < 200) this.places.set(group, {where, persons: 1})
    if (sample && this.samples.length < mostSamples) this.samples.push({...sample, where})
  }

  result(): Findings {
    const {bulkPersons, bulkAttributes, massPersons} = this.thresholds
    const counts = new Map<AttributeKind, number>()
    let several = 0
    for (const bits of this.persons.values()) {
      let own = 0
      for (const [index, kind] of attributeKinds.entries())
        if ((bits & (1 << index)) !== 0) {
          own++
          counts.set(kind, (counts.get(kind) ?? 0) + 1)
        }
      if (own >= bulkAttributes) several++
    }
    const has = (kind: AttributeKind) => counts.has(kind)
    const bulk = this.persons.size >= bulkPersons && several >= bulkPersons
    const sensitive = has('bank') || has('health') || has('minor')
    const raised = sensitive || has('socialInsurance') || has('healthCard')
    const level =
      this.persons.size === 0
        ? 'none'
        : bulk && (sensitive || this.persons.size >= massPersons)
          ? 'critical'
          : bulk || raised
            ? 'high'
            : 'medium'
    return {
      persons: this.persons.size,
      attributes: attributeKinds.flatMap((kind) => (counts.has(kind) ? [{kind, persons: counts.get(kind) ?? 0}] : [])),
      level,
      bulk,
      proofs: [...this.proofs],
      places: [...this.places.values()].sort((a, b) => b.persons - a.persons).slice(0, mostPlaces),
      samples: this.samples,
      keys: [...this.persons.keys()].slice(0, mostKeys),
    }
  }
}

function bitsOf(attributes: readonly AttributeKind[]): number {
  let bits = 0
  for (const kind of attributes) bits |= 1 << attributeKinds.indexOf(kind)
  return bits
}
