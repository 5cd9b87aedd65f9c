import type {Content} from '../content/content.ts'
import {loadDataAgeWords} from '../content/load-data-age-words.ts'
import type {LoadedSiteGrading} from '../content/load-site-grading.ts'
import {sayAges} from '../data-sets/say-ages.ts'
import {endOfDay} from '../lib/dates.ts'
import type {Register} from '../model/register.ts'
import {type RegisteredSite, siteTargetId} from '../model/registered-site.ts'
import type {SiteRemedies} from '../model/site-remedies.ts'
import type {SiteReportWords} from '../model/site-report-words.ts'
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
  /** Says in the language of the report what the probe noted in English. */
  sayDetail: (detail: string) => string
  language: Language
  take: (site: SiteValues, common: SiteReportCommon) => Promise<void>
  /** Keeps every word of every site, for one document of all. */
  keepAll: boolean
}

/** What all sites of a report share. */
export interface SiteReportCommon {
  workspace: Workspace
  content: Content
  grading: LoadedSiteGrading
  dataAges: string
}

export interface SiteReport extends SiteReportCommon {
  sites: SiteValues[]
  unmeasured: UnmeasuredSite[]
}

/**
 * Judges stored sites again, each as of the day it was measured, and hands each over as it is done; what is kept of it
 * for the summary is small, so that ten thousand fit. Writes nothing.
 */
export async function deriveSiteReport(order: SiteReportOrder): Promise<SiteReport> {
  const {folder, on, language, take} = order
  const store = await openToRead(folder)
  try {
    const content = await withWorkspaceData(order.content, store)
    const [register, workspace] = await Promise.all([store.readRegister(), store.readWorkspace()])
    const common = {
      workspace,
      content,
      grading: order.grading(content),
      dataAges: sayAges(content.dataSets ?? [], on, loadDataAgeWords(), language),
    }
    const wanted = await chooseSites(order, register, store)
    const sites: SiteValues[] = []
    const unmeasured: UnmeasuredSite[] = []
    for (const {target, url, registered} of wanted) {
      const snapshot = await store.snapshotOn(target, new Date(endOfDay(on)).toISOString())
      if (snapshot) {
        const values = await siteValues({...order, ...common}, register, snapshot, registered, store)
        await take(values, common)
        sites.push(order.keepAll ? values : forSummary(values))
      } else if (order.sites.length > 0 && wanted.length === 1) throw notMeasured(target, registered, on, folder)
      else unmeasured.push(unmeasuredSite(target, url, registered))
    }
    return {...common, sites, unmeasured}
  } finally {
    await store.close()
  }
}

/** What the summary counts; how to see and mend each fault stands in the report of its site. */
function forSummary(values: SiteValues): SiteValues {
  return {
    ...values,
    findings: values.findings.map((finding) => ({...finding, evidence: [], see: [], mend: []})),
    unknown: values.unknown.map(({detail: _, ...rest}) => rest),
  }
}

interface WantedSite {
  target: string
  url: string
  registered: RegisteredSite | undefined
}

async function chooseSites({sites, folder}: SiteReportOrder, register: Register, store: StoreReader): Promise<WantedSite[]> {
  const stored = new Map<string, string>()
  for await (const listed of store.listTargets(['site'])) {
    // One that cannot be read may be the worst: it must not be left out silently.
    if (!listed.ok) throw listed.error
    const {siteAddress} = listed.target.snapshot.facts
    stored.set(listed.id, siteAddress?.ok ? siteAddress.value.url : listed.target.snapshot.target.name)
  }
  const byTarget = new Map(register.sites.map((site) => [siteTargetId(site), site]))
  const chosen = new Map<string, WantedSite>()
  const add = (target: string) => {
    const registered = byTarget.get(target)
    chosen.set(target, {target, url: stored.get(target) ?? registered?.url ?? target, registered})
  }
  if (sites.length === 0) {
    for (const site of register.sites) if (site.status === undefined || site.status === 'operating') add(siteTargetId(site))
    for (const target of stored.keys()) if (!byTarget.has(target)) add(target)
    if (chosen.size === 0) throw noSites(folder)
  }
  for (const word of sites) {
    const registered = register.sites.find(({id, url}) => id === word || url === word)
    const known = registered ? siteTargetId(registered) : stored.has(word) ? word : sameUrl(parseSiteTarget(word)?.url, register, stored)
    if (known === undefined) throw unknownSite(word, [...register.sites.map(({id}) => id), ...stored.keys()], folder)
    add(known)
  }
  const nameOf = ({registered, url}: WantedSite) => registered?.name ?? url
  return [...chosen.values()].sort((a, b) => nameOf(a).localeCompare(nameOf(b), 'vi', {numeric: true}))
}

/** A site by its address: the register's own entry before one that was probed by address alone. */
function sameUrl(url: string | undefined, register: Register, stored: ReadonlyMap<string, string>): string | undefined {
  if (url === undefined) return undefined
  const registered = register.sites.find((site) => parseSiteTarget(site.url)?.url === url)
  return registered ? siteTargetId(registered) : [...stored].find(([, known]) => known === url)?.[0]
}

function unmeasuredSite(target: string, url: string, registered: RegisteredSite | undefined): UnmeasuredSite {
  return {
    target,
    url,
    ...(registered === undefined ? {} : {name: registered.name}),
    ...(registered?.unit === undefined ? {} : {unit: registered.unit}),
  }
}
