export type PamType = 'auth' | 'account' | 'password' | 'session'

export interface PamModule {
  kind: 'module'
  type: PamType
  /** Without folder and ".so": "pam_unix". */
  module: string
  args: string[]
  /** Whether its "no" stops the whole stack: not for `optional`, `sufficient`, or brackets whose default ignores. */
  binding: boolean
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

/** Value of an argument like `minlen=14`, or "" for a bare flag; the last one counts. */
export function pamArgument(args: readonly string[], name: string): string | undefined {
  const found = args.findLast((arg) => arg === name || arg.startsWith(`${name}=`))
  return found === undefined ? undefined : found.slice(name.length + 1)
}
