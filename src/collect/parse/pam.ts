export type PamType = 'auth' | 'account' | 'password' | 'session'

export interface PamModule {
  kind: 'module'
  type: PamType
  /** Without folder and ".so": "pam_unix". */
  module: string
  args: string[]
  /** Whether its "no" stops the whole stack: not for `optional`, `sufficient`, or brackets whose default ignores. */
  binding: boolean
  /** `required`, `sufficient`, `[success=1 default=ignore]` ..., lower case. */
  control: string
}

export type PamLine = PamModule | {kind: 'include'; type: PamType | undefined; file: string}

/** Lines of a file of /etc/pam.d, pam.d(5), includes not followed. `@include` brings all types, `include` its own. */
export function parsePam(text: string): PamLine[] {
  const lines: PamLine[] = []
  for (const logical of text.replaceAll('\\\n', ' ').split('\n')) {
    if (logical.length > 8000) continue
    const line = (logical.split('#')[0] ?? '').trim()
    const all = /^@include\s+(\S+)$/.exec(line)
    if (all?.[1]) {
      lines.push({kind: 'include', type: undefined, file: all[1]})
      continue
    }
    const found = /^-?(auth|account|password|session)\s+(\[[^\]]*\]|\S+)\s+(\S+)(.*)$/i.exec(line)
    if (!found) continue
    const type = (found[1] ?? '').toLowerCase() as PamType
    const control = (found[2] ?? '').toLowerCase()
    const target = found[3] ?? ''
    if (control === 'include' || control === 'substack') {
      lines.push({kind: 'include', type, file: target})
      continue
    }
    lines.push({
      kind: 'module',
      type,
      module: target.slice(target.lastIndexOf('/') + 1).replace(/\.so$/, ''),
      args: (found[4] ?? '').split(/\s+/).filter((arg) => arg !== ''),
      binding: isBinding(control),
      control,
    })
  }
  return lines
}

function isBinding(control: string): boolean {
  if (!control.startsWith('[')) return control === 'required' || control === 'requisite'
  // Without a default every other answer counts as "bad"; a jump or "ignore" lets the failure pass.
  const other = /\bdefault=(\w+)/.exec(control)?.[1]
  return other === undefined || other === 'bad' || other === 'die'
}

/** Modules that judge a password: with a wrong one they fail. */
const judges = new Set(['pam_unix', 'pam_unix2', 'pam_sss', 'pam_ldap', 'pam_krb5', 'pam_winbind', 'pam_systemd_home', 'pam_deny'])

/** What a stack does after one module when it succeeds or fails: go on, stop, or jump over some. */
function stepOf(control: string, succeeds: boolean): number | 'stop' {
  if (!control.startsWith('[')) {
    if (control === 'requisite') return succeeds ? 0 : 'stop'
    return control === 'sufficient' && succeeds ? 'stop' : 0
  }
  const value = (name: string) => new RegExp(`\\b${name}=(\\w+)`).exec(control)?.[1]
  const action = (succeeds ? value('success') : (value('auth_err') ?? value('default'))) ?? value('default') ?? 'bad'
  if (/^\d{1,3}$/.test(action)) return Number(action)
  return action === 'die' || action === 'done' ? 'stop' : 0
}

/**
 * Modules that an auth stack really calls when the password is wrong (pam.d(5)). Modules whose success would end or shorten
 * the stack, such as a fingerprint or a group that needs no password, are taken to fail.
 */
export function calledOnFailure(modules: readonly PamModule[]): PamModule[] {
  const called: PamModule[] = []
  for (let at = 0; at < modules.length; at++) {
    const module = modules[at]
    if (!module) break
    called.push(module)
    const shortens = module.control === 'sufficient' || /\bsuccess=(?:\d+|done)\b/.test(module.control)
    const step = stepOf(module.control, !judges.has(module.module) && !shortens)
    if (step === 'stop') break
    at += step
  }
  return called
}

/** Value of an argument like `minlen=14`, or "" for a bare flag; the last one counts. */
export function pamArgument(args: readonly string[], name: string): string | undefined {
  const found = args.findLast((arg) => arg === name || arg.startsWith(`${name}=`))
  return found === undefined ? undefined : found.slice(name.length + 1)
}
