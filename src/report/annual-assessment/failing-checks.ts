import type {CheckSummary, Finding, Result} from '../../model/assessment.ts'
import {type Severity, severities} from '../../model/policy.ts'
import type {AnnualInput} from './input.ts'

/** A check that fails somewhere, over all requirements that use it with the same parameters. */
export interface FailingCheck {
  check: string
  expected: Record<string, unknown>
  severity: Severity
  /** Ids of machines; the same machine may fail in several requirements. */
  machines: string[]
  examples: Result[]
  findings: Finding[]
}

/** All failing checks, worst first. */
export function failingChecks(input: AnnualInput): FailingCheck[] {
  const byUse = new Map<string, FailingCheck>()
  for (const finding of input.assessment.findings) {
    if (!finding.counted) continue
    for (const summary of finding.checks) if (summary.tally.fail > 0) addTo(byUse, finding, summary)
  }
  return [...byUse.values()].sort(
    (a, b) =>
      severities.indexOf(a.severity) - severities.indexOf(b.severity) ||
      b.machines.length - a.machines.length ||
      (a.check < b.check ? -1 : 1),
  )
}

function addTo(byUse: Map<string, FailingCheck>, finding: Finding, summary: CheckSummary): void {
  const key = JSON.stringify([summary.check, summary.expected ?? {}])
  const examples = summary.examples.filter((example) => example.outcome === 'fail')
  const known = byUse.get(key)
  if (!known) {
    byUse.set(key, {
      check: summary.check,
      expected: summary.expected ?? {},
      severity: finding.severity,
      machines: machinesOf(finding, summary, examples),
      examples,
      findings: [finding],
    })
    return
  }
  known.findings.push(finding)
  if (severities.indexOf(finding.severity) < severities.indexOf(known.severity)) known.severity = finding.severity
  const narrower = machinesOf(finding, summary, examples)
  if (narrower.length < known.machines.length) known.machines = narrower
}

/** Machines of the finding; when only some of them fail this very check, the examples name them exactly. */
function machinesOf(finding: Finding, summary: CheckSummary, examples: Result[]): string[] {
  return examples.length === summary.tally.fail ? examples.map((example) => example.target) : finding.failing
}
