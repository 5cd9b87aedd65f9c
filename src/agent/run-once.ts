import {type AuditOutcome, runAudit} from '../audit/run-audit.ts'
import {loadContent} from '../content/content.ts'
import {currentActor} from '../lib/actor.ts'
import {dayOf} from '../lib/dates.ts'
import {isUserFacing} from '../lib/user-error.ts'
import type {AgentLog} from './agent-log.ts'

export interface AgentRun {
  ok: boolean
  outcome?: AuditOutcome
  error?: unknown
}

/** One audit of this machine by the agent: everything it has to say goes to the log, nothing is thrown. */
export async function runAgentOnce(folder: string, log: AgentLog, clock: () => Date, signal: AbortSignal): Promise<AgentRun> {
  const now = clock()
  log.write('info', 'audit begins', now)
  try {
    // Content is read anew each time: the officer may have changed a policy since.
    const content = loadContent()
    const outcome = await runAudit({
      folder,
      content,
      now,
      on: dayOf(now.getTime()),
      language: 'vi',
      actor: currentActor(),
      command: 'stp-sec agent',
      signal,
    })
    for (const {assessment} of outcome.assessments) {
      const {counts, index} = assessment
      log.write(
        'info',
        `${assessment.id}: ${assessment.conclusion}, met ${counts.met}, partly ${counts.partlyMet}, not met ${counts.notMet}, unknown ${counts.unknown}, conformity ${index.conformity.toFixed(3)}, coverage ${index.coverage.toFixed(3)}`,
        clock(),
      )
    }
    for (const notice of outcome.notices) log.write('warn', `${notice.code} ${JSON.stringify(notice.values)}`, clock())
    return {ok: true, outcome}
  } catch (error) {
    log.write('error', describe(error), clock())
    return {ok: false, error}
  }
}

function describe(error: unknown): string {
  if (isUserFacing(error)) return `${error.code}: ${error.what.vi} (${error.where}). ${error.next.vi}`
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error)
}
