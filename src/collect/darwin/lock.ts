import type {Lock} from '../../model/facts/lock.ts'
import type {Collected} from '../collector.ts'
import {type Gaps, withGaps} from '../linux/gap.ts'
import {parseDefaults} from '../parse/defaults.ts'
import type {Probe} from '../probe.ts'

const source = 'defaults read /Library/Managed Preferences/com.apple.screensaver'

/** Screen lock of macOS as a profile enforces it; without a profile it is a setting of each user, which is not read. */
export async function collectMacLock(probe: Probe): Promise<Collected<'lock'>> {
  const answer = await probe.run('defaults', ['read', '/Library/Managed Preferences/com.apple.screensaver'])
  const settings = answer.ok && answer.value.code === 0 ? parseDefaults(answer.value.stdout) : undefined
  const value: Lock = {graphical: true}
  const gaps: Gaps = {consoleTimeoutMinutes: {reason: 'not-collected', detail: 'not read on macOS'}}
  const asks = settings?.get('askForPassword')
  const idle = Number(settings?.get('idleTime') ?? Number.NaN)
  const delay = Number(settings?.get('askForPasswordDelay') ?? 0)
  if (asks === undefined || !Number.isFinite(idle) || !Number.isFinite(delay)) {
    for (const field of ['enabled', 'timeoutMinutes', 'enforced'])
      gaps[field] = {reason: 'not-supported', detail: 'no profile sets it; the choice of each user is not read'}
  } else {
    value.enabled = asks === '1' && idle > 0
    value.timeoutMinutes = value.enabled ? (idle + delay) / 60 : 0
    value.enforced = true
  }
  return {ok: true, value, source, ...withGaps(gaps)}
}
