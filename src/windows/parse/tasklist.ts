/** Names of running programs by process id, out of `tasklist /fo csv /nh`: quoted cells in a fixed order. */
export function parseTasklist(text: string): Map<number, string> | undefined {
  const names = new Map<number, string>()
  for (const line of text.split(/\r?\n/)) {
    const cells = /^"([^"]*)","(\d+)",/.exec(line)
    if (cells) names.set(Number(cells[2]), cells[1] ?? '')
  }
  return names.size > 0 ? names : undefined
}
