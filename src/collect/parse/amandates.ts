/** Moment of the newest backup in /var/lib/amanda/amandates, one `folder level seconds` a line, written when a backup has ended well. */
export function lastAmandaDump(text: string): string | undefined {
  const seconds = text.split('\n').flatMap((line) => {
    const match = line.length < 4000 ? /\s\d+\s+([1-9]\d{8,10})\s*$/.exec(line) : null
    return match ? [Number(match[1])] : []
  })
  return seconds.length > 0 ? new Date(Math.max(...seconds) * 1000).toISOString() : undefined
}
