import {parseUsbguardRules} from '../parse/usbguard-rules.ts'
import type {Probe} from '../probe.ts'
import type {Failure} from './gap.ts'
import {isRunning, readProcesses} from './processes.ts'
import {readFolder} from './read-folder.ts'

export type Usbguard = {state: 'off' | 'allows-storage' | 'blocks-storage'} | {state: 'unknown'; failure: Failure}

/** Whether USBGuard runs and lets storage in: it blocks what no rule allows, unless ImplicitPolicyTarget says otherwise. */
export async function readUsbguard(probe: Probe): Promise<Usbguard> {
  const installed = await Promise.all(['/usr/sbin/usbguard-daemon', '/usr/bin/usbguard-daemon'].map((path) => probe.stat(path)))
  if (!installed.some((answer) => answer.ok)) return {state: 'off'}
  const [processes, daemon, rules, folder] = await Promise.all([
    readProcesses(probe),
    probe.readText('/etc/usbguard/usbguard-daemon.conf'),
    probe.readText('/etc/usbguard/rules.conf'),
    readFolder(probe, '/etc/usbguard/rules.d', (name) => name.endsWith('.conf')),
  ])
  const running = isRunning(processes, ['usbguard-daemon'])
  if (running === false) return {state: 'off'}
  if (running === undefined)
    return {state: 'unknown', failure: {ok: false, reason: 'no-rights', detail: 'whether usbguard runs could not be seen'}}
  const closed = [daemon, rules].find((answer): answer is Failure => !answer.ok && answer.reason !== 'not-supported') ?? folder.failure
  if (closed) return {state: 'unknown', failure: closed}
  const policy = /^\s*ImplicitPolicyTarget\s*=\s*(\w+)/m.exec(daemon.ok ? daemon.value : '')?.[1] ?? 'block'
  const texts = [...(rules.ok ? [rules.value] : []), ...folder.texts.map((file) => file.text)]
  // usbguard-daemon.conf(5): what is plugged in when the daemon starts is judged apart, and may be let in whatever the rules say.
  const present = /^\s*PresentDevicePolicy\s*=\s*([\w-]+)/m.exec(daemon.ok ? daemon.value : '')?.[1] ?? 'apply-policy'
  const inserted = /^\s*InsertedDevicePolicy\s*=\s*([\w-]+)/m.exec(daemon.ok ? daemon.value : '')?.[1] ?? 'apply-policy'
  const lets = policy === 'allow' || ['allow', 'keep'].includes(present) || inserted === 'allow'
  return {state: lets || texts.some(parseUsbguardRules) ? 'allows-storage' : 'blocks-storage'}
}
