import type {AuditOutcome, StoredAssessment} from '../audit/run-audit.ts'
import {fillTemplate} from '../lib/template.ts'
import type {Assessment} from '../model/assessment.ts'
import type {Notice} from '../model/notice.ts'
import type {NoticeWords} from '../model/report-words.ts'
import type {Language} from '../model/text.ts'

/** One element of `assessments` in the JSON of `audit` and `assess` (contract). */
export function assessmentElement(assessment: Assessment, files: StoredAssessment['files']) {
  const {index} = assessment
  return {
    id: assessment.id,
    system: assessment.system,
    policy: assessment.policy,
    conclusion: assessment.conclusion,
    conformity: index.conformity,
    coverage: index.coverage,
    afterWaivers: index.afterWaivers,
    findings: assessment.counts,
    files: files.map((file) => ({kind: file.kind, path: file.absolute, sha256: file.sha256})),
  }
}

/** What `audit --json` prints (contract). */
export function auditDocument(outcome: AuditOutcome, on: string, notices: NoticeWords, language: Language) {
  const facts = Object.entries(outcome.snapshot.facts)
  return {
    schema: 'stp-sec/audit/1',
    on,
    workspace: outcome.workspace,
    targets: [
      {
        kind: outcome.snapshot.target.kind,
        id: outcome.snapshot.target.id,
        facts: facts.filter(([, fact]) => fact?.ok).length,
        missing: facts.filter(([, fact]) => !fact?.ok).length,
      },
    ],
    dataSets: outcome.dataSets,
    assessments: outcome.assessments.map(({assessment, files}) => assessmentElement(assessment, files)),
    warnings: allNotices(outcome).map((notice) => ({code: notice.code, message: noticeText(notice, notices, language)})),
  }
}

/** Notices of the run and of every assessment, each once. */
export function allNotices(outcome: AuditOutcome): Notice[] {
  const all = [...outcome.notices, ...outcome.assessments.flatMap(({assessment}) => assessment.warnings)]
  return [...new Map(all.map((notice) => [JSON.stringify(notice), notice])).values()]
}

export function noticeText(notice: Notice, words: NoticeWords, language: Language): string {
  return fillTemplate(words[notice.code][language], notice.values)
}
