import type {Probe, Seen} from '../probe.ts'

export interface Processes {
  /** Numbers of the processes of each program name. */
  byName: Map<string, string[]>
  /** False when the machine hides other users' processes: then a missing name proves nothing. */
  complete: boolean
}

const memory = new WeakMap<Probe, Promise<Seen<Processes>>>()

/** Names of the running programs out of /proc, where they are open to everyone unless it is mounted with `hidepid`. */
export function readProcesses(probe: Probe): Promise<Seen<Processes>> {
  const known = memory.get(probe)
  if (known) return known
  const answer = probe.platform === 'darwin' ? readDarwin(probe) : readProc(probe)
  memory.set(probe, answer)
  return answer
}

async function readProc(probe: Probe): Promise<Seen<Processes>> {
  const entries = await probe.list('/proc')
  if (!entries.ok) return entries
  const byName = new Map<string, string[]>()
  const pids = entries.value.filter((name) => /^[1-9][0-9]*$/.test(name))
  await Promise.all(
    pids.map(async (pid) => {
      const comm = await probe.readText(`/proc/${pid}/comm`)
      if (comm.ok) remember(byName, await fullName(probe, pid, comm.value.trim()), pid)
    }),
  )
  if (byName.size === 0) return {ok: false, reason: 'no-rights', detail: 'no process can be seen in /proc'}
  const first = await probe.readText('/proc/1/comm')
  return {ok: true, value: {byName, complete: first.ok}}
}

/** The kernel keeps 15 bytes of a name: `systemd-journald` and `systemd-journal-upload` look alike until the path is read. */
async function fullName(probe: Probe, pid: string, comm: string): Promise<string> {
  if (comm.length < 15) return comm
  const commandLine = await probe.readText(`/proc/${pid}/cmdline`)
  if (!commandLine.ok) return comm
  const program = (commandLine.value.split('\0')[0] ?? '').slice(0, 4096)
  const name = program.slice(program.lastIndexOf('/') + 1)
  return name.startsWith(comm) && /^[\w.+-]{1,64}$/.test(name) ? name : comm
}

async function readDarwin(probe: Probe): Promise<Seen<Processes>> {
  const answer = await probe.run('ps', ['-axo', 'pid=,comm='])
  if (!answer.ok) return answer
  const byName = new Map<string, string[]>()
  for (const line of answer.value.stdout.split('\n')) {
    const words = line.trim().slice(0, 2000)
    const space = words.indexOf(' ')
    if (space <= 0) continue
    const path = words.slice(space + 1).trim()
    remember(byName, path.slice(path.lastIndexOf('/') + 1), words.slice(0, space))
  }
  if (byName.size === 0) return {ok: false, reason: 'error', detail: 'ps printed no process'}
  return {ok: true, value: {byName, complete: true}}
}

function remember(byName: Map<string, string[]>, name: string, pid: string) {
  const pids = byName.get(name)
  if (pids) pids.push(pid)
  else byName.set(name, [pid])
}

/** Whether one of these programs runs; undefined when that cannot be seen. */
export function isRunning(processes: Seen<Processes>, names: readonly string[]): boolean | undefined {
  if (!processes.ok) return undefined
  if (names.some((name) => processes.value.byName.has(name))) return true
  return processes.value.complete ? false : undefined
}
