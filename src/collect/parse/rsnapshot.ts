export interface RsnapshotConf {
  root?: string
  logFile?: string
  /** The level that copies; the others only rename what it made. */
  firstLevel?: string
}

/** rsnapshot.conf: parameters and values divided by tabs. */
export function parseRsnapshotConf(text: string): RsnapshotConf {
  const conf: RsnapshotConf = {}
  for (const raw of text.split('\n')) {
    const line = raw.slice(0, 2000)
    if (line.startsWith('#')) continue
    const [name, value] = line.split(/\t+/).map((word) => word.trim())
    if (!value) continue
    if (name === 'snapshot_root') conf.root = value
    else if (name === 'logfile') conf.logFile = value
    else if (name === 'retain' || name === 'interval') conf.firstLevel ??= value
  }
  return conf
}

/** Local time of the last `[2026-11-25T23:10:06] /usr/bin/rsnapshot alpha: completed successfully` of a level in rsnapshot's log. */
export function lastRsnapshotSuccess(text: string, level: string): string | undefined {
  let last: string | undefined
  for (const line of text.split('\n')) {
    if (line.length > 1000 || !line.endsWith(': completed successfully')) continue
    const words = line.slice(0, -': completed successfully'.length).split(' ')
    const time = /^\[(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)\]$/.exec(words[0] ?? '')?.[1]
    if (time && (words.at(-1) === level || words.at(-1) === 'sync')) last = time
  }
  return last
}
