/** The setting of the shell that ends it when nothing was typed for so long. */
export interface ShellTimeout {
  /** 0 never ends it; NaN when the value is computed. */
  seconds: number
  /** The user cannot change it. */
  readonly: boolean
}

/**
 * TMOUT of bash(1) and ksh as shell start files set it, in the order in which the shell reads them: `TMOUT=600`,
 * `export TMOUT=600`, `readonly TMOUT=900`, `declare -xr TMOUT=300`. The last one counts, but what is readonly stays.
 */
export function parseShellTimeout(text: string): ShellTimeout | undefined {
  let found: ShellTimeout | undefined
  for (const raw of text.split('\n')) {
    const line = raw.trim()
    if (line.startsWith('#') || line.length > 2000 || !line.includes('TMOUT')) continue
    for (const command of line.split(/[;&]/)) {
      const words = command.trim()
      const value = /(?:^|\s)TMOUT=["']?([^\s"']{0,40})/.exec(words)?.[1]
      const readonly = /^(?:readonly\s|(?:declare|typeset)\s+-\w*r)/.test(words) && words.includes('TMOUT')
      if (value !== undefined && !found?.readonly) found = {seconds: /^\d{1,9}$/.test(value) ? Number(value) : Number.NaN, readonly}
      else if (readonly && found) found.readonly = true
    }
  }
  return found
}
