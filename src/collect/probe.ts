import type {MissingReason} from '../model/fact.ts'

/** What a look at the machine gave, or why it gave nothing. */
export type Seen<T> = {ok: true; value: T} | {ok: false; reason: MissingReason; detail: string}

export interface CommandOutput {
  code: number
  stdout: string
  stderr: string
}

/**
 * The only door through which collectors see a machine. Read-only by construction: it runs programs by argument array
 * (never a shell), with a time limit, closed stdin and LC_ALL=C, and reads files up to a size limit. The real one is
 * `machine-probe.ts`; tests use `recorded-probe.ts` over recorded outputs.
 */
export interface Probe {
  readonly platform: 'linux' | 'darwin' | 'win32' | 'other'
  /** Runs as root or elevated. */
  readonly elevated: boolean
  /** Time of collection, UTC. */
  readonly now: Date
  /**
   * Runs a program and waits for it. `ok: false` when it is not installed (`not-supported`), may not be run
   * (`no-rights`), took too long (`timeout`) or died by a signal (`error`). A non-zero exit code is still `ok: true`:
   * the caller knows what it means.
   */
  run(program: string, args: readonly string[], options?: {timeoutMs?: number}): Promise<Seen<CommandOutput>>
  /** Whole text of a small configuration or state file. `not-supported` when it does not exist, `no-rights` when closed. */
  readText(path: string): Promise<Seen<string>>
  /** Names in a folder, sorted; same reasons as readText. */
  list(path: string): Promise<Seen<string[]>>
  /** Size in bytes, time of last change, permission bits of a file or folder; same reasons as readText. */
  stat(path: string): Promise<Seen<{sizeBytes: number; modifiedAt: Date; mode: number; directory: boolean}>>
  /**
   * On Windows: runs a program and gives its answer as bytes: what it prints or, where `{file}` stands in the arguments, what it
   * writes into that file, a new one in a private folder that is removed at once. Same reasons as run.
   */
  answer?(program: string, args: readonly string[], options?: {timeoutMs?: number}): Promise<Seen<{code: number; bytes: Uint8Array}>>
  /** Load of the processors over a quarter of a second, in percent of all cores. */
  measureLoad(): Promise<Seen<number>>
}
