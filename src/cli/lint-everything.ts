import {languageOf} from '../check/language-of.ts'
import {type Content, lintContent} from '../content/content.ts'
import {loadBlockPages} from '../content/load-block-pages.ts'
import {loadCitationRules} from '../content/load-citation-rules.ts'
import {loadCrawlRules} from '../content/load-crawl-rules.ts'
import {loadDataAgeWords} from '../content/load-data-age-words.ts'
import {loadDataSources} from '../content/load-data-sources.ts'
import {loadDeadlineRules, loadWorkingDays} from '../content/load-deadlines.ts'
import {loadExposureRules} from '../content/load-exposure-rules.ts'
import {loadIdentityRules} from '../content/load-identity-rules.ts'
import {loadKevProducts} from '../content/load-kev-products.ts'
import {loadLevelRules} from '../content/load-level-rules.ts'
import {loadLifecycleRules} from '../content/load-lifecycle.ts'
import {loadMau08Words} from '../content/load-mau-08.ts'
import {loadPageTables} from '../content/load-page-tables.ts'
import {loadPersonalDataRules} from '../content/load-personal-data-rules.ts'
import {loadPoliteness} from '../content/load-politeness.ts'
import {loadProbeNoticeWords} from '../content/load-probe-notice-words.ts'
import {lintRegisterWords} from '../content/load-register-words.ts'
import {loadReplacementRules, loadReplacementWords} from '../content/load-replacement.ts'
import {loadSample} from '../content/load-sample.ts'
import {loadSiteDetails} from '../content/load-site-details.ts'
import {loadSiteGrading} from '../content/load-site-grading.ts'
import {loadSiteRemedies} from '../content/load-site-remedies.ts'
import {loadSiteReportWords} from '../content/load-site-report-words.ts'
import {loadSpamRules} from '../content/load-spam-rules.ts'
import {loadTlsTables} from '../content/load-tls-tables.ts'
import {loadCertificateRules, loadRoots} from '../content/load-trust.ts'
import {loadVisitors} from '../content/load-visitors.ts'
import {loadWorkstationWords} from '../content/load-workstation-words.ts'
import {expectedFields} from '../register/fields.ts'

/** Reads every data file by its rules; throws ContentError naming file and line. Returns what most commands work with. */
export async function lintEverything(): Promise<Content> {
  const content = lintContent()
  loadSample()
  loadBlockPages()
  loadExposureRules()
  loadLevelRules()
  loadLifecycleRules()
  loadDeadlineRules()
  loadWorkingDays()
  loadMau08Words()
  loadIdentityRules()
  loadDataSources()
  loadDataAgeWords()
  loadKevProducts()
  loadCrawlRules()
  loadPageTables()
  loadPersonalDataRules()
  loadPoliteness()
  loadSpamRules()
  loadTlsTables()
  loadVisitors()
  loadCertificateRules()
  loadRoots('mozilla-roots')
  loadRoots('vn-state-roots')
  const {grading} = loadSiteGrading(content.checks, languageOf(content))
  loadSiteRemedies(grading)
  loadSiteReportWords()
  loadSiteDetails()
  loadProbeNoticeWords()
  loadReplacementRules()
  loadReplacementWords()
  loadWorkstationWords()
  loadCitationRules(content.legalBasis)
  await lintRegisterWords(expectedFields())
  return content
}
