import type {Probe, Seen} from '../probe.ts'

const programFolders = [
  '/usr/bin',
  '/usr/sbin',
  '/bin',
  '/sbin',
  '/usr/local/bin',
  '/usr/local/sbin',
  '/snap/bin',
  '/run/current-system/sw/bin',
]
const applicationFolders = [
  '/opt',
  '/opt/google',
  '/opt/cisco',
  '/opt/paloaltonetworks',
  '/usr',
  '/usr/local',
  '/usr/lib',
  '/usr/libexec',
  '/usr/share',
  '/var/lib',
  '/var/lib/flatpak/app',
  '/Applications',
  '/Library',
]

const memory = new WeakMap<Probe, Promise<Seen<Set<string>>>>()

/**
 * What is installed, by file name: programs as they are called (`wg`), folders of applications with their place
 * (`/opt/teamviewer`). Reads folders only: cheaper than a package manager, and true for what was unpacked by hand too.
 */
export function listPrograms(probe: Probe): Promise<Seen<Set<string>>> {
  const known = memory.get(probe)
  if (known) return known
  const answer = readFolders(probe)
  memory.set(probe, answer)
  return answer
}

async function readFolders(probe: Probe): Promise<Seen<Set<string>>> {
  const [programs, applications] = await Promise.all([
    Promise.all(programFolders.map((folder) => probe.list(folder))),
    Promise.all(applicationFolders.map((folder) => probe.list(folder))),
  ])
  const closed = programs.find((answer) => !answer.ok && answer.reason !== 'not-supported')
  if (closed && !closed.ok) return closed
  const found = new Set<string>()
  for (const answer of programs) if (answer.ok) for (const name of answer.value) found.add(name)
  if (found.size === 0) return {ok: false, reason: 'error', detail: 'no folder of programs could be read'}
  for (const [index, answer] of applications.entries())
    if (answer.ok) for (const name of answer.value) found.add(`${applicationFolders[index]}/${name}`)
  return {ok: true, value: found}
}
