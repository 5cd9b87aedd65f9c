import {deriveSiteReport, type SiteReport} from '../audit/make-site-report.ts'
import {renderSiteReport, type SiteReportFormat} from '../audit/render-site-report.ts'
import {siteTitle} from '../audit/site-title.ts'
import {languageOf} from '../check/language-of.ts'
import {loadContent} from '../content/content.ts'
import {loadSiteDetails} from '../content/load-site-details.ts'
import {loadSiteGrading} from '../content/load-site-grading.ts'
import {loadSiteRemedies} from '../content/load-site-remedies.ts'
import {loadSiteReportWords} from '../content/load-site-report-words.ts'
import type {SiteReportWords} from '../model/site-report-words.ts'
import type {Language} from '../model/text.ts'
import type {ReportDocument} from '../report/document.ts'
import {composeSite} from '../report/site/compose.ts'
import {composeSiteSummary} from '../report/site/compose-summary.ts'
import {createDetailSpeaker} from '../report/site/say-detail.ts'
import {writeReportFiles} from './write-report-files.ts'

export interface SiteReportCommand {
  folder: string
  sites: readonly string[]
  on: string
  language: Language
  formats: readonly SiteReportFormat[]
  out: string
  force: boolean
  keepAll: boolean
  signal: AbortSignal
  onSite: (host: string) => void
}

/** Derives the report of the sites asked for and writes one document a site, and the summary where there are several. */
export async function writeSiteReport(
  command: SiteReportCommand,
): Promise<{report: SiteReport; words: SiteReportWords; written: string[]}> {
  const {folder, sites, on, language, formats, out, force, keepAll, signal, onSite} = command
  const content = loadContent()
  const words = loadSiteReportWords()
  const bundled = loadSiteGrading(content.checks, languageOf(content))
  const write = async (name: string, document: ReportDocument) => {
    const files = await renderSiteReport(document, formats)
    signal.throwIfAborted()
    return writeReportFiles(out, name, files, force)
  }
  const written: string[] = []
  const report = await deriveSiteReport({
    folder,
    sites,
    on,
    content,
    grading: (joined) => loadSiteGrading(joined.checks, languageOf(joined)),
    remedies: loadSiteRemedies(bundled.grading),
    words,
    sayDetail: createDetailSpeaker(loadSiteDetails(), language),
    language,
    keepAll,
    take: async (site, {workspace, grading: {grading}, dataAges}) => {
      signal.throwIfAborted()
      onSite(site.host)
      const {categories, minAssessed} = grading
      written.push(
        ...(await write(`${site.target}-${on}`, composeSite({on, workspace, site, words, categories, minAssessed, language, dataAges}))),
      )
    },
  })
  const {workspace, dataAges, unmeasured} = report
  if (report.sites.length + unmeasured.length > 1) {
    const titleOf = (check: string) => `${siteTitle(report.content, check, language)} (${check})`
    const {algorithm} = report.grading.grading
    const summary = {on, workspace, sites: report.sites, unmeasured, titleOf, algorithm, words, language, dataAges}
    written.unshift(...(await write(`tong-hop-${on}`, composeSiteSummary(summary))))
  }
  return {report, words, written}
}
