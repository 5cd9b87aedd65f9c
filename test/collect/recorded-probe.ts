import {readdirSync, readFileSync, statSync} from 'node:fs'
import {join} from 'node:path'
import type {CommandOutput, Probe, Seen} from '../../src/collect/probe.ts'

interface RecordedCommand {
  run: string[]
  code?: number
  stdout?: string
  stderr?: string
  /** File beside recorded.json that holds stdout. */
  stdoutFile?: string
  fails?: {reason: 'not-supported' | 'no-rights' | 'timeout' | 'error'; detail: string}
}

/** recorded.json of a machine in test/recorded/endpoint/: commands, and paths that may not be read. */
interface Recording {
  platform: Probe['platform']
  elevated: boolean
  now: string
  commands: RecordedCommand[]
  closed?: string[]
  loadPercent?: number
}

/** Answers like a machine that was recorded: `<folder>/recorded.json` for commands, `<folder>/files/...` for its files. */
export function createRecordedProbe(folder: string, change: (recording: Recording) => void = () => {}): Probe {
  const recording = JSON.parse(readFileSync(join(folder, 'recorded.json'), 'utf8')) as Recording
  change(recording)
  const look = <T>(path: string, read: (real: string) => T): Seen<T> => {
    if (recording.closed?.some((closed) => path === closed || path.startsWith(`${closed}/`)))
      return {ok: false, reason: 'no-rights', detail: `${path} may only be read with administrator rights`}
    try {
      return {ok: true, value: read(join(folder, 'files', path))}
    } catch {
      return {ok: false, reason: 'not-supported', detail: `${path} does not exist here`}
    }
  }
  return {
    platform: recording.platform,
    elevated: recording.elevated,
    now: new Date(recording.now),
    run: async (program, args): Promise<Seen<CommandOutput>> => {
      const wanted = JSON.stringify([program, ...args])
      const known = recording.commands.find((command) => JSON.stringify(command.run) === wanted)
      if (!known) return {ok: false, reason: 'not-supported', detail: `${program} does not exist here`}
      if (known.fails) return {ok: false, ...known.fails}
      const stdout = known.stdoutFile ? readFileSync(join(folder, known.stdoutFile), 'utf8') : (known.stdout ?? '')
      return {ok: true, value: {code: known.code ?? 0, stdout, stderr: known.stderr ?? ''}}
    },
    measureLoad: async () =>
      recording.loadPercent === undefined
        ? {ok: false, reason: 'not-supported', detail: 'the load was not recorded'}
        : {ok: true, value: recording.loadPercent},
    readText: async (path) => look(path, (real) => readFileSync(real, 'utf8')),
    list: async (path) => look(path, (real) => readdirSync(real).sort()),
    stat: async (path) =>
      look(path, (real) => {
        const info = statSync(real)
        return {sizeBytes: info.size, modifiedAt: info.mtime, mode: info.mode & 0o7777, directory: info.isDirectory()}
      }),
  }
}
