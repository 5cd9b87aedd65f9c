import {loadDataSources} from '../content/load-data-sources.ts'
import {loadKevProducts} from '../content/load-kev-products.ts'
import {type Age, ageOn} from '../data-sets/age.ts'
import type {KevEntry} from '../data-sets/kev-catalogue.ts'
import {createKevMatcher, type KevMatcher, type Program} from '../data-sets/match-kev.ts'
import {reread} from '../data-sets/recognise.ts'
import {refuse} from '../data-sets/refuse.ts'
import {UserError} from '../lib/user-error.ts'
import type {DataVersion} from '../model/data-sets.ts'
import type {KevProduct} from '../model/kev-products.ts'
import type {Snapshot} from '../model/snapshot.ts'
import {dataFile} from '../store/data-sets.ts'
import {openToRead} from '../store/folder-store.ts'
import type {StoreReader} from '../store/store.ts'

/** A product that the catalogue lists, with the programs that are it. Never a verdict: the catalogue names no versions. */
export interface KevMatch {
  product: Pick<KevProduct, 'id' | 'title'>
  programs: Pick<Program, 'name' | 'version'>[]
  entries: KevEntry[]
}

export interface KevMachine {
  id: string
  name: string
  matches: KevMatch[]
  /** Facts that were not seen: what they would have shown is not known. */
  unseen: string[]
}

export interface KevAnswer {
  catalogue: Pick<DataVersion, 'asOf' | 'entries' | 'sha256'> & Age & {maxAgeDays: number}
  machines: KevMachine[]
  /** Targets whose file could not be read. */
  unreadable: string[]
}

/** Most programs named with a product: a distribution cuts one product into many packages. */
const maxPrograms = 10

/** Which programs of stored machines are products that had exploited flaws. */
export async function kevOfMachines(folder: string, on: string, endpoint: string | undefined, signal: AbortSignal): Promise<KevAnswer> {
  return withCatalogue(folder, on, async (store, matcher) => {
    const machines: KevMachine[] = []
    const unreadable: string[] = []
    for await (const listed of store.listTargets(['endpoint'])) {
      signal.throwIfAborted()
      if (!listed.ok) unreadable.push(listed.id)
      else if (isWanted(listed.target.snapshot, endpoint)) machines.push(machineOf(listed.target.snapshot, matcher))
    }
    if (endpoint !== undefined && machines.length === 0) throw unknownMachine(endpoint, folder)
    return {machines, unreadable}
  })
}

/** Each product of many machines once. */
export function distinctProducts(machines: readonly KevMachine[]): KevMatch[] {
  const byId = new Map(machines.flatMap(({matches}) => matches.map((match) => [match.product.id, match] as const)))
  return [...byId.values()].sort((a, b) => (a.product.id < b.product.id ? -1 : 1))
}

/** The same for the name of a program. Undefined: the table does not have it, which says nothing about its flaws. */
export async function kevOfName(
  folder: string,
  on: string,
  name: string,
): Promise<{catalogue: KevAnswer['catalogue']; matches: KevMatch[] | undefined}> {
  const {catalogue, matches} = await withCatalogue(folder, on, async (_, matcher) => {
    const found = [
      ...new Set([
        ...matcher.productsOf({name}),
        ...matcher.productsOf({name, isPackage: true}),
        ...matcher.productsOf({name, product: name}),
      ]),
    ]
    return {matches: found.length === 0 ? undefined : found.map((product) => matchOf(product, [{name}], matcher))}
  })
  return {catalogue, matches}
}

async function withCatalogue<T>(
  folder: string,
  on: string,
  action: (store: StoreReader, matcher: KevMatcher) => Promise<T>,
): Promise<T & {catalogue: KevAnswer['catalogue']}> {
  const {kev: source} = loadDataSources().sets
  const store = await openToRead(folder)
  try {
    const stored = await store.readDataSet('kev')
    if (!stored)
      throw refuse(
        'no-data',
        folder,
        {vi: 'Chưa nạp danh mục KEV của CISA', en: "CISA's KEV catalogue was never imported"},
        {
          vi: `Chạy "stp-sec data update kev". ${source.obtain.vi} Sau đó chạy "stp-sec data import TỆP".`,
          en: `Run "stp-sec data update kev". ${source.obtain.en} Then run "stp-sec data import FILE".`,
        },
      )
    const {version, bytes} = stored
    const {vulnerabilities} = reread('kev', bytes, dataFile('kev', version), version.asOf)
    const result = await action(store, createKevMatcher(loadKevProducts().products, vulnerabilities))
    const {asOf, entries, sha256} = version
    const {maxAgeDays} = source
    return {...result, catalogue: {asOf, entries, sha256, maxAgeDays, ...ageOn({asOf, maxAgeDays}, on)}}
  } finally {
    await store.close()
  }
}

function isWanted({target}: Snapshot, endpoint: string | undefined): boolean {
  if (endpoint === undefined) return true
  const wanted = endpoint.normalize('NFC').toLowerCase()
  return target.id.toLowerCase() === wanted || target.name.toLowerCase() === wanted
}

function machineOf({target, facts}: Snapshot, matcher: KevMatcher): KevMachine {
  const found = new Map<string, {product: KevProduct; programs: Program[]}>()
  for (const program of programsOf(facts))
    for (const product of matcher.productsOf(program)) {
      const known = found.get(product.id) ?? {product, programs: []}
      found.set(product.id, known)
      if (!known.programs.some(({name, version}) => name === program.name && version === program.version)) known.programs.push(program)
    }
  const matches = [...found.values()].map(({product, programs}) => matchOf(product, programs, matcher))
  return {
    id: target.id,
    name: target.name,
    matches: matches.filter(({entries}) => entries.length > 0),
    unseen: (['os', 'software', 'browsers', 'remoteAccess'] as const).filter((name) => !facts[name]?.ok),
  }
}

function matchOf(product: KevProduct, programs: readonly Program[], matcher: KevMatcher): KevMatch {
  return {
    product: {id: product.id, title: product.title},
    programs: programs.slice(0, maxPrograms).map(({name, version}) => ({name, ...(version ? {version} : {})})),
    entries: matcher.entriesOf(product),
  }
}

const packageManagers: ReadonlySet<string> = new Set(['dpkg', 'rpm', 'apk', 'pacman'])

function* programsOf({os, software, browsers, mailClients, remoteAccess}: Snapshot['facts']): Generator<Program> {
  if (os?.ok) {
    const {name, product, version, build, ubr} = os.value
    yield {name, product, version: build === undefined || ubr === undefined ? version : `${build}.${ubr}`}
  }
  if (browsers?.ok) yield* browsers.value.items
  if (mailClients?.ok) yield* mailClients.value.items
  if (remoteAccess?.ok) for (const {name, version} of remoteAccess.value.tools) yield {name, ...(version ? {version} : {})}
  if (software?.ok)
    for (const {name, version, source} of software.value.items) yield {name, version, isPackage: packageManagers.has(source)}
}

function unknownMachine(endpoint: string, folder: string): UserError {
  return new UserError({
    code: 'unknown-machine',
    what: {vi: `Không có máy "${endpoint.slice(0, 80)}"`, en: `There is no machine "${endpoint.slice(0, 80)}"`},
    where: `${folder}/targets`,
    next: {vi: 'Dùng mã hoặc tên máy như trong báo cáo.', en: 'Use the id or the name of the machine as in the report.'},
  })
}
