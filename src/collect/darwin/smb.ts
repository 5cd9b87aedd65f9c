import type {Smb} from '../../model/facts/smb.ts'
import type {Collected} from '../collector.ts'
import {type Gaps, gapFor, withGaps} from '../linux/gap.ts'
import {parseDefaults} from '../parse/defaults.ts'
import {parseNetstat} from '../parse/netstat.ts'
import type {Probe} from '../probe.ts'

const source = 'netstat -an; com.apple.smb.server'

/** SMB server of macOS: the open port, and the settings written for it. */
export async function collectMacSmb(probe: Probe): Promise<Collected<'smb'>> {
  const [netstat, settings] = await Promise.all([
    probe.run('netstat', ['-an']),
    probe.run('defaults', ['read', '/Library/Preferences/SystemConfiguration/com.apple.smb.server']),
  ])
  if (!netstat.ok) return {...netstat, source}
  const sockets = parseNetstat(netstat.value.stdout)
  if (!sockets) return {ok: false, reason: 'error', detail: 'netstat printed no sockets', source}
  const value: Smb = {serverRunning: sockets.some((socket) => socket.protocol === 'tcp' && socket.port === 445)}
  const gaps: Gaps = {smb1: {reason: 'not-collected', detail: 'not read on macOS'}}
  const keys = settings.ok && settings.value.code === 0 ? parseDefaults(settings.value.stdout) : undefined
  const signing = keys?.get('SigningRequired')
  const guests = keys?.get('AllowGuestAccess')
  if (signing !== undefined) value.signingRequired = signing === '1'
  else gaps['signingRequired'] = {reason: 'not-supported', detail: 'no such setting is written'}
  if (guests !== undefined) value.guestAllowed = guests === '1'
  else gaps['guestAllowed'] = settings.ok ? {reason: 'not-supported', detail: 'no such setting is written'} : gapFor(settings)
  return {ok: true, value, source, ...withGaps(gaps)}
}
