export interface DoasRule {
  permit: boolean
  noPassword: boolean
  /** User name, or ":group". */
  identity: string
  /** Target user; undefined = any, root included. */
  target: string | undefined
  command: string | undefined
  /** Only with certain arguments; without the word `args` any may be given. */
  hasArgs?: true
}

/** Rules of doas.conf(5) in their order: `permit|deny [options] identity [as target] [cmd command [args ...]]`. */
export function parseDoasConf(text: string): DoasRule[] {
  const rules: DoasRule[] = []
  for (const logical of text.replaceAll('\\\n', ' ').split('\n')) {
    if (logical.length > 4000) continue
    const words = (logical.split('#')[0] ?? '')
      .replace(/\{[^}]*\}/g, ' ')
      .trim()
      .split(/\s+/)
    const [action, ...rest] = words
    if (action !== 'permit' && action !== 'deny') continue
    const identity = rest.find((word) => !['nopass', 'nolog', 'persist', 'keepenv', 'setenv'].includes(word))
    if (!identity) continue
    const after = rest.slice(rest.indexOf(identity) + 1)
    const target = after[0] === 'as' ? after[1] : undefined
    const command = after.indexOf('cmd')
    rules.push({
      permit: action === 'permit',
      noPassword: rest.slice(0, rest.indexOf(identity)).includes('nopass'),
      identity: identity.normalize('NFC'),
      target,
      command: command >= 0 ? after[command + 1] : undefined,
      ...(after.includes('args') ? {hasArgs: true} : {}),
    })
  }
  return rules
}
