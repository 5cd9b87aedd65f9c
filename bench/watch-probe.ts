import {spawn} from 'node:child_process'
import {once} from 'node:events'
import {readFileSync} from 'node:fs'

export interface Watched {
  seconds: number
  /** At each quarter. */
  rssMb: number[]
  cpuSeconds: number
  connections: number
  requests: number
  ok: number
  bytes: number
}

/** Runs the program and looks at its memory whenever a quarter of the sites has been printed; each site is one line. */
export async function watchProbe(args: string[], total: number): Promise<Watched> {
  const begun = performance.now()
  const child = spawn(process.execPath, args, {stdio: ['ignore', 'pipe', 'inherit']})
  const watched: Watched = {seconds: 0, rssMb: [], cpuSeconds: 0, connections: 0, requests: 0, ok: 0, bytes: 0}
  let done = 0
  let rest = ''
  const take = (line: string) => {
    const head = /"requests":(\d+),"connections":(\d+),"status":"([\w-]+)"/.exec(line)
    if (!head) return
    watched.requests += Number(head[1])
    watched.connections += Number(head[2])
    if (head[3] === 'ok') watched.ok++
    if (++done % (total / 4) !== 0) return
    watched.rssMb.push(residentMb(child.pid ?? 0))
    watched.cpuSeconds = cpuOf(child.pid ?? 0)
    watched.seconds = (performance.now() - begun) / 1000
  }
  for await (const chunk of child.stdout.setEncoding('utf8')) {
    watched.bytes += (chunk as string).length
    const lines = (rest + chunk).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) take(line)
  }
  take(rest)
  if (child.exitCode === null) await once(child, 'exit')
  if (done !== total) throw new Error(`${done} of ${total} sites were printed`)
  return watched
}

function residentMb(pid: number): number {
  return Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024
}

/** User and system time in ticks of 10 ms, fields 14 and 15 of proc(5). */
function cpuOf(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
  return (Number(fields[11]) + Number(fields[12])) / 100
}
