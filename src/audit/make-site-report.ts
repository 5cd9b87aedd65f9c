import type {Content} from '../content/content.ts'
import {loadDataAgeWords} from '../content/load-data-age-words.ts'
import type {LoadedSiteGrading} from '../content/load-site-grading.ts'
import {sayAges} from '../data-sets/say-ages.ts'
import {endOfDay} from '../lib/dates.ts'
import type {Register} from '../model/register.ts'
import type {RegisteredSite} from '../model/registered-site.ts'
import type {SiteRemedies} from '../model/site-remedies.ts'
import type {SiteReportWords} from '../model/site-report-words.ts'
import type {Snapshot} from '../model/snapshot.ts'
import type {Language} from '../model/text.ts'
import type {Workspace} from '../model/workspace.ts'
import {parseSiteTarget} from '../probe/site-target.ts'
import type {SiteValues, UnmeasuredSite} from '../report/site/values.ts'
import {openToRead} from '../store/folder-store.ts'
import type {StoreReader} from '../store/store.ts'
import {noSites, notMeasured, unknownSite} from './site-report-refusals.ts'
import {siteValues} from './site-values.ts'
import {withWorkspaceData} from './workspace-data.ts'

export interface SiteReportOrder {
  folder: string
  /** Ids of the register, addresses or ids of targets; none: every operating site of the register and every stored one. */
  sites: readonly string[]
  on: string
  content: Content
  grading: (content: Content) => LoadedSiteGrading
  remedies: SiteRemedies
  words: SiteReportWords
  language: Language
}

export interface SiteReport {
  workspace: Workspace
  content: Content
  grading: LoadedSiteGrading
  sites: SiteValues[]
  unmeasured: UnmeasuredSite[]
  dataAges: string
}

/** Judges stored sites again, each as of the day it was measured. Writes nothing. */
export async function deriveSiteReport(order: SiteReportOrder): Promise<SiteReport> {
  const {folder, on, language} = order
  const store = await openToRead(folder)
  try {
    const content = await withWorkspaceData(order.content, store)
    const [register, workspace] = await Promise.all([store.readRegister(), store.readWorkspace()])
    const grading = order.grading(content)
    const wanted = await chooseSites(order, register, store)
    const sites: SiteValues[] = []
    const unmeasured: UnmeasuredSite[] = []
    for (const {target, registered} of wanted) {
      const snapshot = await store.snapshotOn(target, new Date(endOfDay(on)).toISOString())
      if (snapshot) sites.push(await siteValues({...order, content, grading}, register, snapshot, registered, store))
      else if (order.sites.length > 0 && wanted.length === 1) throw notMeasured(target, registered, on, folder)
      else unmeasured.push(unmeasuredSite(target, registered))
    }
    const byName = (a: {name?: string; url: string}, b: {name?: string; url: string}) =>
      (a.name ?? a.url).localeCompare(b.name ?? b.url, 'vi', {numeric: true})
    return {
      workspace,
      content,
      grading,
      sites: sites.sort(byName),
      unmeasured: unmeasured.sort(byName),
      dataAges: sayAges(content.dataSets ?? [], on, loadDataAgeWords(), language),
    }
  } finally {
    await store.close()
  }
}

interface WantedSite {
  target: string
  registered: RegisteredSite | undefined
}

const targetOf = ({id}: RegisteredSite): string => `site-${id}`

async function chooseSites({sites, folder}: SiteReportOrder, register: Register, store: StoreReader): Promise<WantedSite[]> {
  const stored = new Map<string, Snapshot>()
  for await (const listed of store.listTargets(['site'])) {
    // One that cannot be read may be the worst: it must not be left out silently.
    if (!listed.ok) throw listed.error
    stored.set(listed.id, listed.target.snapshot)
  }
  const registeredOf = (target: string) => register.sites.find((site) => targetOf(site) === target)
  const chosen = new Map<string, WantedSite>()
  const add = (target: string) => chosen.set(target, {target, registered: registeredOf(target)})
  if (sites.length === 0) {
    for (const site of register.sites) if (site.status === undefined || site.status === 'operating') add(targetOf(site))
    for (const target of stored.keys()) if (!registeredOf(target)) add(target)
    if (chosen.size === 0) throw noSites(folder)
  }
  for (const word of sites) {
    const registered = register.sites.find(({id, url}) => id === word || url === word)
    const parsed = parseSiteTarget(word)
    const known = registered ? targetOf(registered) : stored.has(word) ? word : sameUrl(parsed?.url, register, stored)
    if (known === undefined) throw unknownSite(word, [...register.sites.map(({id}) => id), ...stored.keys()], folder)
    add(known)
  }
  return [...chosen.values()]
}

/** A site by its address: the register's own entry before one that was probed by address alone. */
function sameUrl(url: string | undefined, register: Register, stored: ReadonlyMap<string, Snapshot>): string | undefined {
  if (url === undefined) return undefined
  const registered = register.sites.find((site) => parseSiteTarget(site.url)?.url === url)
  if (registered) return targetOf(registered)
  return [...stored].find(([, snapshot]) => snapshot.facts.siteAddress?.ok && snapshot.facts.siteAddress.value.url === url)?.[0]
}

function unmeasuredSite(target: string, registered: RegisteredSite | undefined): UnmeasuredSite {
  return {
    target,
    url: registered?.url ?? target,
    ...(registered === undefined ? {} : {name: registered.name}),
    ...(registered?.unit === undefined ? {} : {unit: registered.unit}),
  }
}
