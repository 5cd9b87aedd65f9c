import type {Snapshot} from '../model/snapshot.ts'
import type {Application, Service} from './lists.ts'
import {cleanItem, cleanText, compareText, fold, unique} from './text.ts'

/** Programs and listening ports gathered over machines, equal ones in one row. */
export interface Things {
  add: (snapshot: Snapshot) => void
  applications: () => Application[]
  services: () => Service[]
}

interface Program {
  names: Set<string>
  versions: Set<string>
  publishers: Set<string>
  sources: Set<string>
  machines: Set<string>
}

type Port = Pick<Service, 'protocol' | 'port' | 'reach'> & {processes: Set<string>; machines: Set<string>}

export function createThings(): Things {
  const programs = new Map<string, Program>()
  const ports = new Map<string, Port>()
  return {
    add: (snapshot) => {
      addPrograms(programs, snapshot)
      addPorts(ports, snapshot)
    },
    applications: () => [...programs.values()].map(toApplication).sort((a, b) => compareText(fold(a.name), fold(b.name))),
    services: () =>
      [...ports.values()]
        .map(({processes, machines, ...port}) => ({...port, processes: unique(processes), machines: unique(machines)}))
        .sort((a, b) => compareText(a.reach, b.reach) * -1 || a.port - b.port || compareText(a.protocol, b.protocol)),
  }
}

function addPrograms(programs: Map<string, Program>, {target, facts}: Snapshot): void {
  if (!facts.software?.ok) return
  for (const item of facts.software.value.items) {
    const name = cleanText(item.name)
    if (name === '') continue
    const program = programs.get(fold(name)) ?? {
      names: new Set(),
      versions: new Set(),
      publishers: new Set(),
      sources: new Set(),
      machines: new Set(),
    }
    program.names.add(name)
    program.versions.add(cleanItem(item.version))
    const publisher = cleanItem(item.publisher ?? '')
    if (publisher !== '') program.publishers.add(publisher)
    program.sources.add(item.source)
    program.machines.add(target.id)
    programs.set(fold(name), program)
  }
}

function toApplication({names, versions, publishers, sources, machines}: Program): Application {
  const [name = ''] = unique(names)
  return {
    name,
    versions: unique(versions).filter((version) => version !== ''),
    ...(versions.has('') ? {unversioned: true} : {}),
    publishers: unique(publishers),
    sources: unique(sources),
    machines: unique(machines),
  }
}

function addPorts(ports: Map<string, Port>, {target, facts}: Snapshot): void {
  if (!facts.ports?.ok) return
  for (const {protocol, port, loopback, process} of facts.ports.value.listening) {
    if (!isPort(port)) continue
    const reach = loopback ? 'local' : 'network'
    const key = `${protocol} ${port} ${reach}`
    const known = ports.get(key) ?? {protocol, port, reach, processes: new Set<string>(), machines: new Set<string>()}
    const name = cleanItem(process ?? '')
    if (name !== '') known.processes.add(name)
    known.machines.add(target.id)
    ports.set(key, known)
  }
}

export function isPort(port: number): boolean {
  return Number.isInteger(port) && port >= 0 && port <= 65_535
}
