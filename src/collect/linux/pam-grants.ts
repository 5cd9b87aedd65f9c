import type {PamModule} from '../parse/pam.ts'
import type {Probe} from '../probe.ts'
import type {Failure} from './gap.ts'
import {readPamStack} from './pam-stack.ts'

/** Services of PAM through which somebody becomes another user. */
const services = ['su', 'su-l', 'sudo', 'sudo-i', 'doas', 'polkit-1']

export interface PamGrants {
  /** Services that let people through who were asked for nothing. */
  services: string[]
  failure?: Failure
}

/** Whether PAM spares the password where somebody becomes root: `auth sufficient pam_wheel.so trust` is the usual way. */
export async function readPamGrants(probe: Probe): Promise<PamGrants> {
  const stacks = await Promise.all(services.map(async (service) => ({service, stack: await readPamStack(probe, service, 'auth')})))
  const failure = stacks.map(({stack}) => (stack.ok ? stack.failure : stack.reason === 'not-supported' ? undefined : stack)).find(Boolean)
  return {
    services: stacks.flatMap(({service, stack}) => (stack.ok && letsThrough(stack.modules) ? [service] : [])),
    ...(failure ? {failure} : {}),
  }
}

/** True when a module that asks nobody ends the stack with success before one that asks has failed. */
function letsThrough(modules: readonly PamModule[]): boolean {
  return modules.some(({module, control, args}, at) => {
    if (!/^sufficient$|\bsuccess=done\b/.test(control)) return false
    // Whoever is not let in by a module that binds does not come this far.
    if (modules.slice(0, at).some((earlier) => earlier.binding && asks.has(earlier.module))) return false
    if (module === 'pam_wheel') return args.includes('trust')
    return module === 'pam_permit' || (module === 'pam_succeed_if' && !args.join(' ').includes('uid = 0')) || module === 'pam_localuser'
  })
}

const asks = new Set(['pam_unix', 'pam_sss', 'pam_ldap', 'pam_krb5', 'pam_winbind', 'pam_deny', 'pam_systemd_home'])
