import {type SiteGrade, type SiteGrading, type SiteLetter, siteLetters, siteSeverities, type WeighedResult} from '../model/site-grading.ts'

/** Grades the results of one site. Only what passed or failed counts: a timeout or a block is neither good nor bad. */
export function gradeSite(results: readonly WeighedResult[], grading: SiteGrading): SiteGrade {
  const {algorithm, minAssessed} = grading
  const categories = grading.categories.map(({id, weight}) => ({
    category: id,
    weight,
    ...shareOf(
      results.filter(({category}) => category === id),
      grading,
    ),
  }))
  // What applies to this site at all: a port that speaks TLS only has no pages to judge.
  const applying = categories.filter(({applies}) => applies)
  const whole = sumOf(applying, ({weight}) => weight)
  const assessed = whole === 0 ? 0 : sumOf(applying, (category) => category.weight * category.assessed) / whole
  const counted = applying.filter(({score}) => score !== undefined)
  const countedWeight = sumOf(counted, ({weight}) => weight)
  const missing = grading.categories
    .filter(({id, required}) => required && applying.some(({category, score}) => category === id && score === undefined))
    .map(({id}) => id)
  const failed = new Set(results.filter(({outcome}) => outcome === 'fail').map(({check}) => check))
  const base = {
    algorithm,
    assessed: round(assessed),
    categories: applying.map(({applies: _, assessed: share, score, ...rest}) => ({
      ...rest,
      assessed: round(share),
      ...(score === undefined ? {} : {score: round(score)}),
    })),
    missing,
    alerts: grading.alerts.filter((check) => failed.has(check)),
  }
  if (assessed < minAssessed || countedWeight === 0) return {...base, caps: []}
  const score = sumOf(counted, (category) => category.weight * (category.score ?? 0)) / countedWeight
  const caps = capsOf(results, failed, grading)
  if (missing.length > 0) return {...base, score: round(score), caps}
  const uncapped = letterOf(score, results, grading)
  return {...base, score: round(score), letter: worst([uncapped, ...caps.map(({letter}) => letter)]), uncapped, caps}
}

/** Weight passed over weight assessed, and weight assessed over weight that applies. */
function shareOf(results: readonly WeighedResult[], {weights, minAssessed}: SiteGrading) {
  const weightOf = (outcome: WeighedResult['outcome']) =>
    sumOf(
      results.filter((result) => result.outcome === outcome),
      ({severity}) => weights[severity],
    )
  const [passed, failed, unknown] = [weightOf('pass'), weightOf('fail'), weightOf('unknown')]
  const decided = passed + failed
  const applying = decided + unknown
  if (applying === 0) return {applies: false, assessed: 0}
  const assessed = decided / applying
  return assessed < minAssessed ? {applies: true, assessed} : {applies: true, assessed, score: (100 * passed) / decided}
}

function letterOf(score: number, results: readonly WeighedResult[], {best, letters}: SiteGrading): SiteLetter {
  const passed = new Set(results.filter(({outcome}) => outcome === 'pass').map(({check}) => check))
  const barred = siteSeverities.slice(0, siteSeverities.indexOf(best.noneFrom) + 1)
  const clean = results.every(({outcome, severity}) => outcome !== 'fail' || !barred.includes(severity))
  if (score >= best.from && clean && best.passed.every((check) => passed.has(check))) return best.letter
  return letters.find(({from}) => score >= from)?.letter ?? 'F'
}

function capsOf(results: readonly WeighedResult[], failed: ReadonlySet<string>, grading: SiteGrading): SiteGrade['caps'] {
  return grading.caps.flatMap(({letter, severity, checks}) => {
    const bySeverity = results.filter((result) => result.outcome === 'fail' && result.severity === severity).map(({check}) => check)
    const because = [...new Set([...bySeverity, ...checks.filter((check) => failed.has(check))])]
    return because.length > 0 ? [{letter, checks: because}] : []
  })
}

function worst(letters: readonly SiteLetter[]): SiteLetter {
  return letters.reduce((lowest, letter) => (siteLetters.indexOf(letter) > siteLetters.indexOf(lowest) ? letter : lowest))
}

function sumOf<T>(items: readonly T[], value: (item: T) => number): number {
  return items.reduce((sum, item) => sum + value(item), 0)
}

/** Two places: the same facts must print the same number everywhere. */
function round(value: number): number {
  return Math.round(value * 100) / 100
}
