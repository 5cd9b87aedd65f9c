import {present} from '../../lib/present.ts'
import type {RemoteAccess} from '../../model/facts/remote-access.ts'
import {type Built, readStates, startOf, type WindowsLook} from '../look.ts'
import {type Gaps, known, map, type Output, unseen} from '../output.ts'
import {numberOf} from '../registry.ts'
import {findPrograms, partialOf, toolsOf} from './programs.ts'

const policies = 'HKLM\\SOFTWARE\\Policies\\Microsoft\\Windows NT\\Terminal Services'
const terminal = 'HKLM\\SYSTEM\\CurrentControlSet\\Control\\Terminal Server'
const listener = `${terminal}\\WinStations\\RDP-Tcp`

/** Remote Desktop, the SSH server and remote-control programs. */
export function buildRemoteAccess(look: WindowsLook): Built<'remoteAccess'> {
  const source = 'registry Terminal Server and its policies, services, installed and running programs'
  const denied = firstSet(look, 'fDenyTSConnections', terminal)
  if (!denied.ok) return {...denied, source}
  const states = readStates(look)
  const start = map(startOf(look, 'sshd'), numberOf)
  if (!states.ok && !start.ok) return {...states, source}
  const found = findPrograms(look, 'remote-control')
  if (!found.ok) return {...found, source}
  const gaps: Gaps = partialOf('tools', found.value)
  const installed = (start.ok && start.value !== undefined) || (states.ok && states.value.has('sshd'))
  if (installed)
    for (const field of [
      'permitRootLogin',
      'passwordAuthentication',
      'emptyPasswords',
      'mfa',
      'idleTimeoutMinutes',
      'maxAuthTries',
      'ciphers',
      'macs',
      'kex',
    ])
      gaps[`ssh.${field}`] = {reason: 'not-collected', detail: 'sshd_config of Windows is not read'}
  const service = map(startOf(look, 'TermService'), numberOf)
  const idle = known(gaps, 'rdp.idleTimeoutMinutes', firstSet(look, 'MaxIdleTime', listener))
  const value: RemoteAccess = {
    ssh: {installed, ...present({running: installed && states.ok ? (states.value.get('sshd')?.running ?? false) : undefined})},
    rdp: {
      enabled: denied.value === 0 && !(service.ok && service.value === 4),
      ...present({
        nla: known(
          gaps,
          'rdp.nla',
          map(firstSet(look, 'UserAuthentication', listener), (flag) => flag === 1),
        ),
        // Milliseconds; none set means that an idle session stays.
        idleTimeoutMinutes: gaps['rdp.idleTimeoutMinutes'] ? undefined : Math.ceil((idle ?? 0) / 60_000),
      }),
    },
    tools: toolsOf(found.value),
  }
  return {ok: true, value, gaps, source}
}

/** A policy outranks the setting of the PC; a number that neither sets is undefined. */
function firstSet(look: WindowsLook, name: string, own: string): Output<number | undefined> {
  const policy = map(look.registry.read(policies, name), numberOf)
  if (!policy.ok || policy.value !== undefined) return policy
  const setting = map(look.registry.read(own, name), numberOf)
  if (setting.ok && setting.value === undefined && name === 'fDenyTSConnections') return unseen('error', `${own} has no ${name}`)
  return setting
}
