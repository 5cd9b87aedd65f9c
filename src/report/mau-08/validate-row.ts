import type {Mau08IssueCode, Mau08Rules} from '../../model/mau-08-words.ts'
import type {Mau08Issue} from './issue.ts'
import type {Mau08Paper, Mau08Row} from './values.ts'

type Say = (severity: Mau08Issue['severity'], code: Mau08IssueCode, column: string, values?: Record<string, string>) => void

/** The rules of one row of table 3 (nd-331-2026.md section 9.1: F of the form, D ours). */
export function validateRow(row: Mau08Row, on: string, rules: Mau08Rules): Mau08Issue[] {
  const issues: Mau08Issue[] = []
  const say: Say = (severity, code, column, values = {}) =>
    void issues.push({severity, code, system: {id: row.id, name: row.name}, column, values})
  checkNames(row, rules, say)
  checkDecision(row, on, say)
  checkRegulation(row, on, rules, say)
  checkPlans(row, on, say)
  checkChecks(row, say)
  return issues
}

function checkNames(row: Mau08Row, rules: Mau08Rules, say: Say): void {
  if (row.inferred) say('warning', 'source-inferred', '(2)')
  if (row.owner === undefined) say('error', 'owner-missing', '(3)')
  if (row.operator === undefined) say('error', 'operator-missing', '(4)')
  if (row.level === undefined) say('error', 'level-missing', '(5)')
  if (row.state === undefined) say('warning', 'state-not-begun', '(6)')
  if (row.type === undefined) {
    const isSubmitted = row.state !== undefined && row.state !== 'drafting'
    say(isSubmitted ? 'error' : 'warning', isSubmitted ? 'type-missing' : 'type-missing-early', '1.c2')
  }
  const printed: [string, string | undefined][] = [
    ['(2)', row.name],
    ['(3)', row.owner],
    ['(4)', row.operator],
    ['(7)', row.decision && [row.decision.number, row.decision.issuer].join(' ')],
    ['(8)', row.regulation && [row.regulation.number, row.regulation.issuer].join(' ')],
  ]
  for (const [column, text] of printed) {
    const mark = text === undefined ? undefined : findMark(text, rules)
    if (mark !== undefined && text !== undefined) say('error', 'unconfirmed', column, {mark, text})
  }
}

/** The first of our marks for "not confirmed yet" in a text that would be printed. */
export function findMark(text: string, rules: Mau08Rules): string | undefined {
  const lower = text.toLocaleLowerCase('vi')
  return rules.unconfirmedMarks.find((mark) => lower.includes(mark.toLocaleLowerCase('vi')))
}

function checkDecision(row: Mau08Row, on: string, say: Say): void {
  const {decision} = row
  const isApproved = row.state === 'approved'
  if (row.unknownPapers.decision !== undefined) say('error', 'decision-unknown', '(7)', {document: row.unknownPapers.decision})
  if (!decision) {
    if (isApproved && row.unknownPapers.decision === undefined) say('error', 'decision-missing', '(7)')
    return
  }
  if (!isApproved) say('error', 'decision-not-approved', '(7)')
  const fields = missingFields(decision)
  if (fields !== '') say('error', 'decision-incomplete', '(7)', {fields})
  if (decision.date !== undefined && decision.date > on) say('error', 'decision-future', '(7)', {date: decision.date, on})
  if (!decision.namesSystem) say('warning', 'decision-other-system', '(7)')
}

function checkRegulation(row: Mau08Row, on: string, rules: Mau08Rules, say: Say): void {
  const {decision, regulation} = row
  // A decision without a date is an error of its own; until then the stricter rule holds.
  const isUnderDecree = (decision?.date ?? rules.decreeFrom) >= rules.decreeFrom
  if (row.unknownPapers.regulation !== undefined) say('error', 'regulation-unknown', '(8)', {document: row.unknownPapers.regulation})
  if (!regulation) {
    if (row.state === 'approved' && row.unknownPapers.regulation === undefined)
      say(isUnderDecree ? 'error' : 'warning', isUnderDecree ? 'regulation-missing' : 'regulation-missing-old', '(8)')
    return
  }
  const fields = missingFields(regulation)
  if (fields !== '') say('error', 'regulation-incomplete', '(8)', {fields})
  if (regulation.date === undefined) return
  if (regulation.date > on) say('error', 'regulation-future', '(8)', {date: regulation.date, on})
  if (decision?.date !== undefined && regulation.date > decision.date)
    say(isUnderDecree ? 'error' : 'warning', isUnderDecree ? 'regulation-after-decision' : 'regulation-after-decision-old', '(8)', {
      date: regulation.date,
      decision: decision.date,
    })
}

/** Names of the fields, to be translated when printed. */
function missingFields(paper: Mau08Paper): string {
  return (['number', 'date', 'issuer'] as const).filter((field) => paper[field] === undefined).join(',')
}

function checkPlans(row: Mau08Row, on: string, say: Say): void {
  if (row.state !== 'approved') {
    if (row.plannedApprovalOn === undefined) say('error', 'planned-approval-missing', '(9)')
    else if (row.plannedApprovalOn < on) say('warning', 'planned-approval-past', '(9)', {date: row.plannedApprovalOn})
  }
  if (row.deployment === undefined) say('error', 'deployment-missing', '(10)')
  if (row.deployment === 'full') return
  if (row.plannedDeploymentOn === undefined) say('error', 'planned-deployment-missing', '(11)')
  else if (row.plannedDeploymentOn < on) say('warning', 'planned-deployment-past', '(11)', {date: row.plannedDeploymentOn})
}

function checkChecks(row: Mau08Row, say: Say): void {
  for (const record of row.records) {
    if (!record.inWindow) continue
    if (!record.independent) say('warning', 'check-not-independent', '(12)', {date: record.on})
    if (record.conclusion === 'insufficient') say('warning', 'check-inconclusive', '(12)', {date: record.on})
  }
  const [newest] = row.records
  if (newest && row.checks.length === 0) say('warning', 'check-outside-window', '(12)', {date: newest.on})
  const {evaluation} = row
  if (evaluation?.inWindow && !evaluation.entered)
    say('warning', 'check-not-entered', '(12)', {assessment: evaluation.id, date: evaluation.on})
}
