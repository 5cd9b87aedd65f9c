/**
 * Whether rules of usbguard-rules.conf(5) let some storage device in: an `allow` that names an interface of class 08, or that
 * names no interface at all and so fits whatever the device has.
 */
export function parseUsbguardRules(text: string): boolean {
  return text.split('\n').some((raw) => {
    const line = raw.slice(0, 8000).trim()
    if (!/^allow(\s|$)/.test(line)) return false
    const interfaces = /\bwith-interface\s+(?:(?:one-of|all-of|none-of|equals|equals-ordered|match-all)\s*)?(\{[^}]*\}|\S+)/.exec(line)?.[1]
    return interfaces === undefined || /\b08:|\*:/.test(interfaces)
  })
}
