import type {WorkerFailure} from '../../../lib/worker-pool.ts'
import type {Gap} from '../../../model/fact.ts'
import type {SiteFactValue} from '../../../model/facts/site/index.ts'
import {type PersonalDataLevel, personalDataLevels} from '../../../model/personal-data-kinds.ts'
import type {SiteCollected} from '../context.ts'
import type {NotReadReason, Where} from '../documents/types.ts'
import {maskUrl} from './mask.ts'
import type {Scanned} from './scan-file.ts'

type Value = SiteFactValue<'personalData'>

const mostItems = 200
const workerReasons: Record<WorkerFailure, NotReadReason> = {
  timeout: 'too-slow',
  memory: 'memory',
  crashed: 'parser-failed',
  failed: 'parser-failed',
  stopped: 'stopped',
}

/** Gathers what was read and what was not, as one fact. */
export class PersonalDataReport {
  documentsFound = 0
  private pagesRead = 0
  private documentsRead = 0
  private readonly items: Value['items'] = []
  private readonly unreadItems: Value['notRead'] = []
  private readonly unread = new Map<string, number>()
  private readonly people = new Set<string>()
  private mostInOne = 0
  private droppedItems = 0

  read({url, from, kind, scanned}: {url: string; from?: string | undefined; kind: 'page' | 'document'; scanned: Scanned}): void {
    const {format, sha256, bytes, findings, notRead} = scanned
    for (const one of notRead) this.notRead(url, one.reason, format, one.count, one.where)
    if (kind === 'page') this.pagesRead++
    else this.documentsRead++
    if (findings.persons === 0) return
    for (const key of findings.keys) if (this.people.size < 500_000) this.people.add(key)
    this.mostInOne = Math.max(this.mostInOne, findings.persons)
    // The same file under two addresses is one finding.
    if (this.items.some((item) => item.sha256 === sha256)) return
    if (this.items.length >= mostItems) {
      this.droppedItems++
      return
    }
    const {persons, attributes, level, bulk, proofs, places, samples} = findings
    this.items.push({
      url: maskUrl(url),
      ...(from !== undefined && from !== url ? {from: maskUrl(from)} : {}),
      kind,
      format,
      sha256,
      bytes,
      persons,
      attributes,
      level,
      bulk,
      proofs,
      places,
      samples,
    })
  }

  failed(url: string, reason: WorkerFailure): void {
    this.notRead(url, workerReasons[reason])
  }

  overLimit(): void {
    this.unread.set('limit', (this.unread.get('limit') ?? 0) + 1)
  }

  notRead(url: string, reason: NotReadReason, format?: string, count = 1, where?: Where): void {
    this.unread.set(reason, (this.unread.get(reason) ?? 0) + count)
    if (this.unreadItems.length >= 200) return
    this.unreadItems.push({
      url: maskUrl(url),
      ...(format ? {format} : {}),
      reason,
      count,
      ...(where && Object.keys(where).length > 0 ? {where} : {}),
    })
  }

  fact(source: string): SiteCollected<'personalData'> {
    const unread = [...this.unread]
      .map(([reason, count]) => ({reason, count}))
      .sort((a, b) => b.count - a.count || a.reason.localeCompare(b.reason))
    const summary = unread.map(({reason, count}) => `${count} ${reason}`).join(', ')
    if (this.pagesRead + this.documentsRead === 0)
      return {ok: false, reason: 'not-supported', detail: `nothing of the site could be read: ${summary || 'no page'}`, source}
    const value: Value = {
      items: this.items.sort(
        (a, b) =>
          personalDataLevels.indexOf(b.level) - personalDataLevels.indexOf(a.level) || b.persons - a.persons || a.url.localeCompare(b.url),
      ),
      pagesRead: this.pagesRead,
      documentsRead: this.documentsRead,
      documentsFound: this.documentsFound,
      persons: Math.max(this.people.size, this.mostInOne),
      level: this.items.reduce<PersonalDataLevel>(
        (most, item) => (personalDataLevels.indexOf(item.level) > personalDataLevels.indexOf(most) ? item.level : most),
        'none',
      ),
      notRead: this.unreadItems.sort((a, b) => a.url.localeCompare(b.url)),
      unread,
    }
    const gaps: Record<string, Gap> = {}
    if (unread.length > 0 || this.droppedItems > 0)
      gaps['items.+'] = {reason: 'not-supported', detail: `not everything could be read: ${summary}`.slice(0, 500)}
    return {ok: true, value, source, ...(Object.keys(gaps).length > 0 ? {gaps} : {})}
  }
}
