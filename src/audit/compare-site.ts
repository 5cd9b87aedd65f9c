import {languageOf} from '../check/language-of.ts'
import {loadContent} from '../content/content.ts'
import {loadSiteChangeRules} from '../content/load-site-changes.ts'
import {loadSiteGrading} from '../content/load-site-grading.ts'
import {dayOf, endOfDay} from '../lib/dates.ts'
import {UserError} from '../lib/user-error.ts'
import {siteTargetId} from '../model/registered-site.ts'
import {diffSites, type MeasuredSite, type SiteDiff} from '../probe/diff-sites.ts'
import {judgeSite} from '../probe/judge-site.ts'
import {parseSiteTarget} from '../probe/site-target.ts'
import {openToRead} from '../store/folder-store.ts'
import type {StoreReader} from '../store/store.ts'
import {withWorkspaceData} from './workspace-data.ts'

export interface ComparedSite {
  target: string
  before: MeasuredSite
  after: MeasuredSite
  diff: SiteDiff
}

/** Two stored probes of one site: the last of a day (default: the newest), and the one before it or the last of an earlier day. */
export async function compareSite(folder: string, word: string, days: {from?: string; to?: string}): Promise<ComparedSite> {
  const store = await openToRead(folder)
  try {
    const id = await targetOf(word, store)
    const collections = await store.listCollections(id)
    const upTo = (day: string) => collections.filter(({collectedAt}) => Date.parse(collectedAt) < endOfDay(day))
    const last = (days.to === undefined ? collections : upTo(days.to)).at(-1)
    const earlier = days.from === undefined ? collections : upTo(days.from)
    const first = earlier.filter(({collectedAt}) => last && Date.parse(collectedAt) < Date.parse(last.collectedAt)).at(-1)
    if (!last || !first)
      throw tooFew(
        word,
        collections.map(({collectedAt}) => collectedAt),
        folder,
      )
    const content = await withWorkspaceData(loadContent(), store)
    const grading = loadSiteGrading(content.checks, languageOf(content))
    const measured = async (at: string): Promise<MeasuredSite> => {
      const snapshot = await store.snapshotOn(id, at)
      if (!snapshot) throw new Error(`no snapshot of ${id} on ${at}`)
      return {snapshot, judged: judgeSite(snapshot, content, grading, dayOf(Date.parse(snapshot.collectedAt)))}
    }
    const [before, after] = [await measured(first.at), await measured(last.at)]
    return {target: id, before, after, diff: diffSites(before, after, loadSiteChangeRules().ignored)}
  } finally {
    await store.close()
  }
}

async function targetOf(word: string, store: StoreReader): Promise<string> {
  const {sites} = await store.readRegister()
  const url = parseSiteTarget(word)?.url
  const registered = sites.find((site) => site.id === word || (url !== undefined && parseSiteTarget(site.url)?.url === url))
  return registered
    ? siteTargetId(registered)
    : /^site-[a-z0-9.-]+$/.test(word)
      ? word
      : (parseSiteTarget(word)?.id ?? `site-${word}`.slice(0, 100).replace(/[^\w.-]/g, '-'))
}

function tooFew(word: string, moments: readonly string[], folder: string): UserError {
  const known = [...new Set(moments)].slice(-10).join(', ')
  return new UserError({
    code: 'too-few-probes',
    what: {
      vi: `Chưa có hai lần kiểm tra của "${word.slice(0, 200)}" để so; đã lưu: ${known || 'không có lần nào'}`,
      en: `There are no two probes of "${word.slice(0, 200)}" to compare; stored: ${known || 'none'}`,
    },
    where: folder,
    next: {
      vi: 'Chạy "stp-sec probe" trong thư mục làm việc này, hoặc chọn ngày khác cho --from, --to.',
      en: 'Run "stp-sec probe" in this workspace, or choose other days for --from and --to.',
    },
  })
}
