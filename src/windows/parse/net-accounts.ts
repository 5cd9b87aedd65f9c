/** Rules of passwords as `net accounts` prints them; undefined where the line holds no number. */
export interface NetAccounts {
  minAgeDays: number | undefined
  maxAgeDays: number | undefined
  minLength: number | undefined
  history: number | undefined
  lockoutThreshold: number | undefined
  lockoutMinutes: number | undefined
}

/**
 * Reads `net accounts` by the order of its lines, which is the same in every language: forced logoff, minimum age, maximum age,
 * minimum length, history, lockout threshold, lockout duration, lockout window, role. A word instead of a number ("Unlimited",
 * "None", "Never") is in the language of Windows, and in these places it always means "not enforced".
 */
export function parseNetAccounts(text: string): NetAccounts | undefined {
  const values = text
    .split(/\r?\n/)
    .map((line) => /:\s+(\S.*?)\s*$/.exec(line)?.[1])
    .filter((value) => value !== undefined)
  // The role (WORKSTATION, SERVER ...) closes the list; without it lines are missing.
  if (values.length < 9) return undefined
  const number = (at: number) => (/^\d{1,5}$/.test(values[at] ?? '') ? Number(values[at]) : 0)
  return {
    minAgeDays: number(1),
    maxAgeDays: number(2),
    minLength: number(3),
    history: number(4),
    lockoutThreshold: number(5),
    lockoutMinutes: number(6),
  }
}
