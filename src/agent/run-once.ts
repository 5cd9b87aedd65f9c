import {type AuditOutcome, runAudit, type StoredAssessment} from '../audit/run-audit.ts'
import {type Content, loadContent} from '../content/content.ts'
import {currentActor} from '../lib/actor.ts'
import {dayOf} from '../lib/dates.ts'
import {fillTemplate} from '../lib/template.ts'
import type {Language, Localized} from '../model/text.ts'
import {openToRead} from '../store/folder-store.ts'
import type {AgentLog} from './agent-log.ts'
import {describeError} from './describe-error.ts'

export interface AgentRunOptions {
  folder: string
  language: Language
  log: AgentLog
  signal: AbortSignal
}

export type AgentRun = {ok: true; outcome: AuditOutcome; on: string; content: Content} | {ok: false; error: unknown}

/** One audit of this machine by the agent: everything it has to say goes to the log, nothing is thrown. */
export async function runAgentOnce({folder, language, log, signal}: AgentRunOptions): Promise<AgentRun> {
  log.write('info', {vi: 'Bắt đầu đánh giá', en: 'The audit begins'})
  // A signal of its own for each run: what a run leaves listening, such as a program that could not be started, goes with it.
  const own = new AbortController()
  const abandon = () => own.abort(signal.reason)
  signal.addEventListener('abort', abandon)
  try {
    signal.throwIfAborted()
    // Unlike `audit`, the agent never makes a sample: where the workspace is gone, its disk may just not be mounted.
    await (await openToRead(folder)).close()
    // Content is read anew each time: the officer may have changed a policy since.
    const content = loadContent()
    const now = new Date()
    const on = dayOf(now.getTime())
    const actor = currentActor()
    const outcome = await runAudit({folder, content, now, on, language, actor, command: 'stp-sec agent', signal: own.signal})
    const {labels, notices} = content.words
    for (const {assessment} of outcome.assessments) log.write('info', summaryOf(assessment, labels.conclusion[assessment.conclusion]))
    for (const {code, values} of outcome.notices)
      log.write('warn', {vi: fillTemplate(notices[code].vi, values), en: fillTemplate(notices[code].en, values)})
    return {ok: true, outcome, on, content}
  } catch (error) {
    if (error === signal.reason) log.write('info', {vi: 'Dừng giữa chừng, không ghi gì', en: 'Stopped half-way, nothing was written'})
    else log.write('error', describeError(error))
    return {ok: false, error}
  } finally {
    signal.removeEventListener('abort', abandon)
  }
}

function summaryOf({id, counts, index}: StoredAssessment['assessment'], conclusion: Localized): Localized {
  const [conformity, coverage] = [index.conformity.toFixed(3), index.coverage.toFixed(3)]
  return {
    vi: `${id}: ${conclusion.vi}; đạt ${counts.met}, đạt một phần ${counts.partlyMet}, chưa đạt ${counts.notMet}, chưa rõ ${counts.unknown}, mức phù hợp ${conformity}, mức bao phủ ${coverage}`,
    en: `${id}: ${conclusion.en}; met ${counts.met}, partly met ${counts.partlyMet}, not met ${counts.notMet}, unknown ${counts.unknown}, conformity ${conformity}, coverage ${coverage}`,
  }
}
