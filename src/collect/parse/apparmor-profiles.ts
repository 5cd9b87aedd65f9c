/** Profiles by mode of /sys/kernel/security/apparmor/profiles, lines like "/usr/sbin/cupsd (enforce)". */
export function parseApparmorProfiles(text: string): {enforce: number; other: number} {
  let enforce = 0
  let other = 0
  for (const line of text.split('\n')) {
    const mode = /\(([a-z]{1,20})\)$/.exec(line.trimEnd().slice(-24))?.[1]
    // "kill" enforces and ends the program besides.
    if (mode === 'enforce' || mode === 'kill') enforce += 1
    else if (mode !== undefined) other += 1
  }
  return {enforce, other}
}
