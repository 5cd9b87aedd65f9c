import {dayOf, timeOf} from '../lib/dates.ts'
import type {Assessment, Finding} from '../model/assessment.ts'
import {type Severity, severities} from '../model/policy.ts'
import type {Task} from '../model/register.ts'
import {isOpen, toBeAssigned} from './task-rules.ts'

const dayMs = 86_400_000

/** Words of a proposal; the caller fills them from the content. */
export interface ProposalWords {
  fix: (check: string, expected: Record<string, unknown>) => {work: string; result: string} | undefined
  answer: (group: string, count: number) => {work: string; result: string}
  before: (finding: Finding, check: string) => string
}

export type ProposedTask = Omit<Task, 'id'> & {severity: Severity}

/**
 * What an assessment says must be done: one task a failing check, one a group of open questions (its id stands for the
 * requirement). Who does it, with which responsibility and authority, is for the unit to say. What an open task is about
 * already is not proposed again.
 */
export function proposeTasks(
  assessment: Assessment,
  existing: readonly Task[],
  days: Record<Severity, number>,
  words: ProposalWords,
  openedOn: string,
): ProposedTask[] {
  const taken = new Set(
    existing.filter((task) => task.system === assessment.system.id && isOpen(task)).flatMap((task) => task.requirement ?? []),
  )
  const make = (severity: Severity, requirement: string, text: {work: string; result: string}, before?: string): ProposedTask => ({
    severity,
    system: assessment.system.id,
    requirement,
    person: toBeAssigned,
    work: text.work,
    responsibility: toBeAssigned,
    authority: toBeAssigned,
    dueOn: dayOf(timeOf(openedOn) + days[severity] * dayMs),
    result: text.result,
    status: 'open',
    ...(before === undefined ? {} : {before}),
    openedOn,
    evidence: [],
  })
  const fixes = failingUses(assessment).flatMap(({check, expected, findings}) => {
    const [first] = findings
    const text = words.fix(check, expected)
    if (!first || !text || findings.some(({requirement}) => taken.has(requirement))) return []
    return [make(first.severity, first.requirement, text, words.before(first, check))]
  })
  const answers = [...new Set(assessment.findings.map(({group}) => group))].flatMap((group) => {
    const open = assessment.findings.filter(
      (finding) => finding.group === group && finding.counted && finding.parts.answer === 'unknown' && !taken.has(finding.requirement),
    )
    const worst = gravest(open)
    return worst && !taken.has(group) ? [make(worst.severity, group, words.answer(group, open.length))] : []
  })
  return [...fixes, ...answers].sort((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity))
}

interface FailingUse {
  check: string
  expected: Record<string, unknown>
  /** The gravest first. */
  findings: Finding[]
}

/** A check may fail for several requirements; it is mended once. */
function failingUses(assessment: Assessment): FailingUse[] {
  const uses = new Map<string, FailingUse>()
  for (const finding of assessment.findings) {
    if (!finding.counted) continue
    for (const {check, expected = {}, tally} of finding.checks) {
      if (tally.fail === 0) continue
      const key = JSON.stringify([check, expected])
      const known = uses.get(key)
      if (known) known.findings.push(finding)
      else uses.set(key, {check, expected, findings: [finding]})
    }
  }
  return [...uses.values()].map((use) => ({
    ...use,
    findings: use.findings.sort((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity)),
  }))
}

function gravest(findings: readonly Finding[]): Finding | undefined {
  return severities.flatMap((severity) => findings.filter((finding) => finding.severity === severity))[0]
}
