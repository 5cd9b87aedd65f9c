/** Moment at which the kernel started, from the line `btime` of /proc/stat. */
export function bootTimeOf(text: string): string | undefined {
  const seconds = /^btime (\d{1,12})$/m.exec(text)?.[1]
  return seconds === undefined ? undefined : new Date(Number(seconds) * 1000).toISOString()
}
