import type {Gap} from '../../../model/fact.ts'
import type {SiteFactValue} from '../../../model/facts/site/index.ts'
import type {SiteContext} from '../context.ts'

type Trace = SiteFactValue<'exposure'>['trace']

/** TRACE sends back what was sent, cookies that scripts may not read among it (RFC 9110, 9.3.8). No visitor asks so. */
export async function askTrace({active, fetcher}: SiteContext, base: string, mark: string): Promise<{fact?: Trace; gap?: Gap}> {
  if (!active) return {gap: {reason: 'not-collected', detail: 'TRACE is asked only with --active'}}
  const answer = await fetcher.fetch(new URL('/', base).href, {
    method: 'TRACE',
    follow: false,
    maxBytes: 4096,
    headers: {'x-stp-sec': mark},
  })
  if (!answer.ok) return {gap: {reason: answer.reason === 'timeout' ? 'timeout' : 'not-collected', detail: `TRACE: ${answer.reason}`}}
  if (answer.guard !== undefined) return {gap: {reason: 'not-collected', detail: `TRACE: block page of ${answer.guard}`}}
  const echoes = answer.status === 200 && answer.body.includes(mark)
  return {fact: {status: answer.status, echoes}}
}
