import {createMatchSoftware} from '../check/match-software.ts'
import {createSoftwareJudge, type SoftwareFinding, type SoftwarePlace} from '../check/software-rules.ts'
import type {Content} from '../content/content.ts'
import {listGap} from '../model/fact.ts'
import type {Snapshot} from '../model/snapshot.ts'
import type {SoftwareVerdict} from '../model/software-rules.ts'

/** What one rule says of a program, by how it came out. */
export interface FindingInUse {
  /** Absent: the program is on no allow list. */
  rule: string | null
  verdict: SoftwareVerdict
  standing: SoftwareFinding['standing']
  why: SoftwareFinding['why']
  machines: string[]
}

export interface ProgramInUse {
  name: string
  /** Product of the lifecycle tables; its programs stand together whatever version is in their names. */
  product: string | null
  versions: {version: string; machines: number}[]
  machines: number
  findings: FindingInUse[]
}

export interface SoftwareInUse {
  programs: ProgramInUse[]
  machines: number
  /** Machines whose list of programs was not seen, wholly or in part: what they hold may be missing. */
  notSeen: string[]
  /** Installed programs counted in no line, once there are too many names to keep. */
  uncounted: number
}

export interface SoftwareQuestion {
  on: string
  placeOf: (target: Snapshot['target']) => SoftwarePlace
  rule?: string | undefined
}

/** Names from many strange machines may be without end; real ones are some thousand. */
const mostPrograms = 50_000
const mostVersions = 500

interface Counted {
  name: string
  product: string | null
  versions: Map<string, number>
  machines: number
  last: string
  findings: Map<string, FindingInUse>
}

/** Installed programs of all machines with the verdicts of the rules, one machine in memory at a time. */
export async function softwareInUse(
  snapshots: AsyncIterable<Snapshot> | Iterable<Snapshot>,
  {lifecycle, software}: Pick<Content, 'lifecycle' | 'software'>,
  {on, placeOf, rule: wanted}: SoftwareQuestion,
): Promise<SoftwareInUse> {
  const titles = new Map(lifecycle.map(({product, title}) => [product, title]))
  const match = createMatchSoftware(lifecycle)
  const {judge} = createSoftwareJudge(software.rules, lifecycle)
  const found = new Map<string, Counted>()
  const notSeen: string[] = []
  let machines = 0
  let uncounted = 0
  for await (const {target, facts} of snapshots) {
    machines++
    if (!facts.software?.ok || listGap(facts.software, 'items')) notSeen.push(target.name)
    const items = facts.software?.ok ? facts.software.value.items : []
    const findings = new Map<object, SoftwareFinding[]>()
    for (const finding of judge(items, placeOf(target), on))
      if (wanted === undefined || finding.rule?.id === wanted) {
        const own = findings.get(finding.item)
        if (own) own.push(finding)
        else findings.set(finding.item, [finding])
      }
    for (const item of items) {
      const said = findings.get(item)
      if (wanted !== undefined && !said) continue
      const product = match(item)?.product ?? null
      const key = product === null ? `name ${item.name}` : `product ${product}`
      let known = found.get(key)
      if (!known) {
        if (found.size >= mostPrograms) {
          uncounted++
          continue
        }
        const name = product === null ? item.name : (titles.get(product) ?? product)
        known = {name, product, versions: new Map(), machines: 0, last: '', findings: new Map()}
        found.set(key, known)
      }
      count(known, item.version, target.id)
      for (const finding of said ?? []) addFinding(known, finding, target.name)
    }
  }
  return {programs: [...found.values()].map(finish).sort(comparePrograms), machines, notSeen, uncounted}
}

function count(known: Counted, version: string, machine: string): void {
  if (known.last !== machine) known.machines++
  known.last = machine
  const kept = known.versions.has(version) || known.versions.size < mostVersions ? version : '…'
  known.versions.set(kept, (known.versions.get(kept) ?? 0) + 1)
}

function addFinding(known: Counted, {rule, verdict, standing, why}: SoftwareFinding, machine: string): void {
  const key = `${rule?.id ?? ''} ${why}`
  const own = known.findings.get(key) ?? {rule: rule?.id ?? null, verdict, standing, why, machines: []}
  known.findings.set(key, own)
  if (own.machines.at(-1) !== machine) own.machines.push(machine)
}

function finish({name, product, versions, machines, findings}: Counted): ProgramInUse {
  const sorted = [...versions].map(([version, count]) => ({version, machines: count})).sort((a, b) => b.machines - a.machines)
  return {name, product, versions: sorted, machines, findings: [...findings.values()]}
}

const order = ['broken', 'unknown', 'met'] as const satisfies readonly SoftwareFinding['standing'][]

/** What breaks a rule first, then what is installed most. */
function comparePrograms(a: ProgramInUse, b: ProgramInUse): number {
  const rank = ({findings}: ProgramInUse) => Math.min(order.length, ...findings.map(({standing}) => order.indexOf(standing)))
  return rank(a) - rank(b) || b.machines - a.machines || (a.name < b.name ? -1 : 1)
}
