import type {Conclusion, Counts, Finding, GroupResult, Index, Verdict} from '../model/assessment.ts'

export function emptyCounts(): Counts {
  return {met: 0, partlyMet: 0, notMet: 0, unknown: 0, notApplicable: 0}
}

const countKeys = {
  met: 'met',
  'partly-met': 'partlyMet',
  'not-met': 'notMet',
  unknown: 'unknown',
  'not-applicable': 'notApplicable',
} as const satisfies Record<Verdict, keyof Counts>

export function countVerdicts(findings: Iterable<Finding>): Counts {
  const counts = emptyCounts()
  for (const finding of findings) counts[countKeys[finding.verdict]]++
  return counts
}

/** Conformity, coverage and conformity after waivers, with the sums they come from (design.md section 6). */
export function indexOf(findings: readonly Finding[]): Index {
  const sums = {met: 0, partlyMet: 0, notMet: 0, unknown: 0, applicable: 0, waived: 0}
  for (const finding of findings) {
    if (!finding.counted || finding.verdict === 'not-applicable') continue
    sums.applicable += finding.weight
    sums[countKeys[finding.verdict] as 'met' | 'partlyMet' | 'notMet' | 'unknown'] += finding.weight
    if (finding.waiver && finding.verdict !== 'met') sums.waived += finding.weight
  }
  const waivedPartly = findings
    .filter((finding) => finding.counted && finding.waiver && finding.verdict === 'partly-met')
    .reduce((sum, finding) => sum + finding.weight, 0)
  const ratio = (part: number, whole: number) => (whole === 0 ? 0 : part / whole)
  return {
    conformity: ratio(sums.met + sums.partlyMet / 2, sums.applicable),
    coverage: ratio(sums.applicable - sums.unknown, sums.applicable),
    afterWaivers: ratio(sums.met + (sums.partlyMet - waivedPartly) / 2, sums.applicable - sums.waived),
    sums,
  }
}

/** Lines of a catalogue that nobody has read in a source. */
const unread: ReadonlySet<Finding['confidence']> = new Set(['from-knowledge', 'unverified'])

/**
 * A group meets only if each requirement is met, or does not apply and a person said why. No averaging. Lines that nobody has
 * read in a source never decide alone: their failing, or a group of nothing else, leaves the group insufficient.
 */
export function groupVerdict(findings: readonly Finding[]): GroupResult['verdict'] {
  const read = findings.filter((finding) => !unread.has(finding.confidence))
  if (read.some((finding) => finding.verdict === 'not-met' || finding.verdict === 'partly-met')) return 'does-not-meet'
  const settled = (finding: Finding) => finding.verdict === 'met' || (finding.verdict === 'not-applicable' && finding.justified)
  return read.length > 0 && findings.every(settled) ? 'meets' : 'insufficient'
}

/** Conclusion over the groups that count. Groups that are informative decide nothing. */
export function concludeSystem(groups: readonly GroupResult[]): Conclusion {
  const deciding = groups.filter((group) => !group.informative)
  if (deciding.some((group) => group.verdict === 'does-not-meet')) return 'does-not-meet'
  return deciding.length > 0 && deciding.every((group) => group.verdict === 'meets') ? 'meets' : 'insufficient'
}
