import {randomBytes} from 'node:crypto'
import {readFileSync, statSync} from 'node:fs'
import {languageOf} from '../check/language-of.ts'
import type {SiteTarget} from '../collect/site/context.ts'
import {createAddressRules} from '../collect/site/net/address-rules.ts'
import {createConnectionLimits} from '../collect/site/net/connection-limits.ts'
import {createSystemResolver} from '../collect/site/net/resolve-site.ts'
import {createScanPool} from '../collect/site/personal-data/scan-pool.ts'
import {loadContent} from '../content/content.ts'
import {loadPageTables} from '../content/load-page-tables.ts'
import {loadPersonalDataRules} from '../content/load-personal-data-rules.ts'
import {loadPoliteness} from '../content/load-politeness.ts'
import {loadSiteGrading} from '../content/load-site-grading.ts'
import {loadTlsTables} from '../content/load-tls-tables.ts'
import {loadCertificateRules, loadRoots, readPemCertificates} from '../content/load-trust.ts'
import {loadVisitors} from '../content/load-visitors.ts'
import {dayOf} from '../lib/dates.ts'
import {UserError} from '../lib/user-error.ts'
import {type RegisteredSite, siteTargetId} from '../model/registered-site.ts'
import type {Language} from '../model/text.ts'
import {tool} from '../pipeline.ts'
import type {ProbeGroup} from '../probe/groups.ts'
import {judgeSite} from '../probe/judge-site.ts'
import type {ProbedSite} from '../probe/probe-site.ts'
import {runProbe} from '../probe/run-probe.ts'
import {parseSiteTarget} from '../probe/site-target.ts'
import {type ProbeResult, probeResult} from './probe-result.ts'

export interface ProbeOrder {
  targets: readonly SiteTarget[]
  allow: readonly string[]
  /** PEM file of more roots. */
  ca: string | undefined
  groups: ReadonlySet<ProbeGroup>
  active: boolean
  concurrency: number
  contact: string | undefined
  language: Language
  signal: AbortSignal
  take: (result: ProbeResult, probed: ProbedSite) => Promise<void> | void
}

/** Looks at sites and hands each over as it is done. */
export async function runProbes(order: ProbeOrder): Promise<void> {
  const rules = createAddressRules(order.allow)
  if (!rules)
    throw new UserError({
      code: 'bad-range',
      what: {vi: `Dải địa chỉ không hợp lệ: ${order.allow.join(', ')}`, en: `No valid range of addresses: ${order.allow.join(', ')}`},
      where: '--allow-address',
      next: {vi: 'Ghi địa chỉ hoặc dải CIDR, ví dụ 10.10.0.0/16.', en: 'Give an address or a CIDR range, such as 10.10.0.0/16.'},
    })
  const roots = loadRoots()
  const extraAnchors = order.ca === undefined ? [] : readPemCertificates(readText(order.ca), order.ca)
  const content = loadContent()
  const grading = loadSiteGrading(content.checks, languageOf(content))
  const politeness = loadPoliteness()
  const dataRules = loadPersonalDataRules()
  const pool = createScanPool(dataRules)
  const {browser, crawler, searchVisitor, searchReferer} = loadVisitors()
  try {
    await runProbe(
      order.targets,
      {
        tool,
        rules,
        limits: createConnectionLimits(politeness.connections),
        resolver: createSystemResolver(),
        visitors: {tool: agentName(order.contact), browser, crawler, searchVisitor, searchReferer},
        tls: loadTlsTables(),
        chain: {anchors: roots.anchors, anchorsName: roots.name, extraAnchors, rules: loadCertificateRules()},
        page: loadPageTables(),
        personalData: {rules: dataRules, pool, key: randomBytes(32)},
        groups: order.groups,
        active: order.active,
        politeness,
      },
      {
        concurrency: order.concurrency,
        signal: order.signal,
        take: (probed) => {
          const judged = judgeSite(probed.snapshot, content, grading, dayOf(probed.startedAt.getTime()))
          return order.take(probeResult(probed, judged, content, order.language), probed)
        },
      },
    )
  } finally {
    await pool.close()
  }
}

/** No address of the web in it: some guards refuse such names. */
function agentName(contact: string | undefined): string {
  const mail = contact?.replace(/[^\w@.+-]/g, '').slice(0, 100)
  return `${tool.name}/${tool.version}${mail ? ` (+${mail})` : ''}`
}

/** Sites that a person names: an id of the register, an address, or a file of addresses after "@". */
export function namedTargets(words: readonly string[], sites: readonly RegisteredSite[]): SiteTarget[] {
  const targets = new Map<string, SiteTarget>()
  for (const word of words.flatMap((one) => (one.startsWith('@') ? linesOf(one.slice(1)) : [one]))) {
    const registered = sites.find(({id}) => id === word)
    const target = registered ? parseSiteTarget(registered.url, siteTargetId(registered)) : parseSiteTarget(word)
    if (!target)
      throw new UserError({
        code: 'no-site',
        what: {
          vi: `"${word.slice(0, 200)}" không phải trang trong sổ, cũng không phải địa chỉ`,
          en: `"${word.slice(0, 200)}" is neither a site of the register nor an address`,
        },
        where: 'probe',
        next: {
          vi: 'Ghi mã trang (xem "stp-sec site list") hoặc địa chỉ: https://tên-miền/, tls://máy:cổng, smtp://máy:cổng.',
          en: 'Give an id (see "stp-sec site list") or an address: https://name/, tls://host:port, smtp://host:port.',
        },
      })
    targets.set(target.id, target)
  }
  return [...targets.values()]
}

const maxFileBytes = 20 * 1024 * 1024

function linesOf(path: string): string[] {
  return readText(path)
    .split(/\r?\n/)
    .map((line) => line.replace(/^\uFEFF/, '').trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
}

function readText(path: string): string {
  try {
    const {size} = statSync(path)
    if (size > maxFileBytes) throw tooLarge(path, size)
    return readFileSync(path, 'utf8')
  } catch (error) {
    if (error instanceof UserError) throw error
    const {code} = error as NodeJS.ErrnoException
    throw new UserError({
      code: 'no-file',
      what: {vi: `Không đọc được tệp: ${code}`, en: `The file cannot be read: ${code}`},
      where: path,
      next: {vi: 'Kiểm tra đường dẫn.', en: 'Check the path.'},
    })
  }
}

function tooLarge(path: string, size: number): UserError {
  return new UserError({
    code: 'too-large',
    what: {vi: `Tệp lớn ${size} byte, quá mức ${maxFileBytes}`, en: `The file has ${size} bytes, more than ${maxFileBytes}`},
    where: path,
    next: {vi: 'Chia tệp thành nhiều phần rồi chạy từng phần.', en: 'Cut the file into parts and run them one by one.'},
  })
}
