import type {Probe, Seen} from '../../src/collect/probe.ts'

interface Machine {
  /** Every file there is, by path; folders are what lies above them. */
  files: Record<string, string>
  /** Stdout of programs by their name; a program that is not named is not installed. */
  runs?: Record<string, string>
  /** Times of change; else the time of collection. */
  times?: Record<string, string>
  elevated?: boolean
}

const now = new Date('2026-12-14T08:00:00Z')

/** A Linux machine that is nothing but these files: for one thing that may be wrong with a machine at a time. */
export function memoryProbe({files, runs = {}, times = {}, elevated = true}: Machine): Probe {
  const absent = (path: string): Seen<never> => ({ok: false, reason: 'not-supported', detail: `${path} does not exist here`})
  const below = (path: string) => [
    ...new Set(
      Object.keys(files)
        .filter((file) => file.startsWith(`${path}/`))
        .map((file) => file.slice(path.length + 1).split('/')[0] ?? ''),
    ),
  ]
  return {
    platform: 'linux',
    elevated,
    now,
    run: async (program) => {
      const stdout = runs[program]
      return stdout === undefined ? absent(program) : {ok: true, value: {code: 0, stdout, stderr: ''}}
    },
    readText: async (path) => {
      const text = files[path]
      return text === undefined ? absent(path) : {ok: true, value: text}
    },
    list: async (path) => {
      const names = below(path).sort()
      return names.length > 0 ? {ok: true, value: names} : absent(path)
    },
    measureLoad: async () => ({ok: false, reason: 'not-supported', detail: 'the load was not recorded'}),
    stat: async (path) => {
      const text = files[path]
      if (text === undefined && below(path).length === 0) return absent(path)
      const modifiedAt = new Date(times[path] ?? now)
      return {ok: true, value: {sizeBytes: text?.length ?? 4096, modifiedAt, mode: 0o644, directory: text === undefined}}
    },
  }
}

/** The files by which a machine shows that it is one, with processes by name from number 100 on. */
export function machineFiles(processes: readonly string[] = []): Record<string, string> {
  return {
    '/proc/1/comm': 'systemd\n',
    '/proc/2/comm': 'kthreadd\n',
    ...Object.fromEntries(processes.map((name, at) => [`/proc/${100 + at}/comm`, `${name}\n`])),
  }
}
