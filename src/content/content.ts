import {readFileSync} from 'node:fs'
import {join} from 'node:path'
import {isDeepStrictEqual} from 'node:util'
import {type CompiledCheck, prepareLater} from '../check/compile.ts'
import {languageOf} from '../check/language-of.ts'
import type {Assessment} from '../model/assessment.ts'
import type {DataAge} from '../model/data-sets.ts'
import type {JudgedLibraries} from '../model/js-libraries.ts'
import {type LegalBasis, legalBasis} from '../model/legal-basis.ts'
import type {LifecycleProduct} from '../model/lifecycle.ts'
import type {Policy} from '../model/policy.ts'
import type {SoftwareRules} from '../model/software-rules.ts'
import {type Stricter, stricter} from '../model/stricter.ts'
import type {WindowsBuilds} from '../model/windows-builds.ts'
import {readContentCache, writeContentCache} from './content-cache.ts'
import {defaultContentRoot, yamlFilesBelow} from './files.ts'
import {type LoadedCheck, loadChecks} from './load-checks.ts'
import {loadJsLibraries} from './load-js-libraries.ts'
import {loadLifecycle} from './load-lifecycle.ts'
import {loadPolicies} from './load-policies.ts'
import {loadWords, type Words} from './load-reports.ts'
import {loadSiteGrading} from './load-site-grading.ts'
import {loadSoftwareRules} from './load-software-rules.ts'
import {loadWindowsBuilds} from './load-windows-builds.ts'
import {ContentError, type Problem} from './problem.ts'
import {unknownWord, validateFile} from './validate.ts'
import {readYamlFile} from './yaml-file.ts'
import {forgetYamlValues, writeYamlValue} from './yaml-values.ts'

/** Everything that is data: how to look, what counts, under which law. */
export interface Content {
  checks: Map<string, CompiledCheck>
  policies: Map<string, Policy>
  legalBasis: LegalBasis
  /** Which of two numbers is stricter, where catalogues are judged together. */
  stricter: Stricter
  lifecycle: LifecycleProduct[]
  windowsBuilds: WindowsBuilds
  /** Rules for installed programs. */
  software: SoftwareRules
  /** Libraries of scripts and their holes. */
  libraries: JudgedLibraries
  /** How old each data set is; known once the workspace was looked at. */
  dataSets?: DataAge[]
  words: Words
}

/** Loads all content below a folder; throws ContentError naming file and line of everything that is wrong. */
export function loadContent(root: string = defaultContentRoot): Content {
  const cache = readContentCache(root)
  if (!cache) return lintContent(root)
  const language = languageOf(cache)
  let policies: Map<string, Policy> | undefined
  return {
    checks: new Map(cache.checks.map((check) => [check.id, prepareLater(check, language)])),
    get policies() {
      policies ??= policiesOf(cache.policies() ?? [...lintContent(root).policies.values()])
      return policies
    },
    legalBasis: cache.legalBasis,
    stricter: cache.stricter,
    lifecycle: cache.lifecycle,
    windowsBuilds: cache.windowsBuilds,
    software: cache.software,
    libraries: cache.libraries,
    words: cache.words,
  }
}

const policiesOf = (list: readonly Policy[]) => new Map(list.map((policy) => [policy.head.id, policy]))

/** The same from the files themselves, with every rule applied. */
export function lintContent(root: string = defaultContentRoot): Content & {loadedChecks: Map<string, LoadedCheck>} {
  const lifecycle = loadLifecycle(root)
  const windowsBuilds = loadWindowsBuilds(root)
  const software = loadSoftwareRules(root, lifecycle)
  const {holesReadTo, libraries: known} = loadJsLibraries(root)
  const libraries: JudgedLibraries = {holesReadTo, libraries: known}
  const loadedChecks = loadChecks(root, languageOf({lifecycle, windowsBuilds, software, libraries}))
  const law = loadLegalBasis(root)
  const policies = loadPolicies(root, loadedChecks, new Set(law.instruments.map((instrument) => instrument.id)))
  const checks = new Map([...loadedChecks].map(([id, loaded]) => [id, loaded.compiled]))
  const words = loadWords(root)
  const rules = loadStricter(root)
  requireLabels(policies, rules, words)
  return {checks, policies, legalBasis: law, stricter: rules, lifecycle, windowsBuilds, software, libraries, words, loadedChecks}
}

/** The catalogue of an assessment with the groups of its overlays, as it is now. */
export function catalogueOf(content: Pick<Content, 'policies'>, assessment: Pick<Assessment, 'policy' | 'overlays'>): Policy | undefined {
  const main = content.policies.get(assessment.policy.id)
  const overlays = (assessment.overlays ?? []).flatMap(({id}) => content.policies.get(id)?.groups ?? [])
  return main && {...main, groups: [...main.groups, ...overlays]}
}

/** Called by the build. */
export function buildContentCache(root: string = defaultContentRoot): void {
  forgetYamlValues(root)
  const content = lintContent(root)
  loadSiteGrading(content.checks, languageOf(content), root)
  const {checks, policies, loadedChecks, dataSets, ...rest} = content
  writeContentCache(root, {...rest, checks: [...checks.values()].map(({check}) => check), policies: [...policies.values()]})
  buildYamlValues(root)
}

/** Commands read some files one by one, and a lint reads them all. */
function buildYamlValues(root: string): void {
  for (const {path, shownAs} of ['checks', 'policies', 'reports'].flatMap((folder) => yamlFilesBelow(root, folder))) {
    const bytes = readFileSync(path)
    const {value} = readYamlFile(path, shownAs)
    // What JSON cannot say, such as a number that is none, stays YAML.
    if (isDeepStrictEqual(JSON.parse(JSON.stringify(value ?? null)), value)) writeYamlValue(root, shownAs, bytes, value)
  }
}

function loadStricter(root: string): Stricter {
  const shownAs = 'policies/stricter.yaml'
  const file = readYamlFile(join(root, shownAs), shownAs)
  const rules = validateFile(file, stricter)
  const problems = rules.interval.flatMap((name, index) =>
    rules.lower.includes(name)
      ? []
      : [{...file.placeOf(['interval', index]), message: unknownWord('tên trong lower', 'name in lower', name, rules.lower)}],
  )
  const both = rules.higher.flatMap((name, index) =>
    rules.lower.includes(name)
      ? [
          {
            ...file.placeOf(['higher', index]),
            message: {vi: `"${name}" đã ở lower`, en: `"${name}" stands in lower too`},
          },
        ]
      : [],
  )
  if (problems.length + both.length > 0) throw new ContentError([...problems, ...both])
  return rules
}

function loadLegalBasis(root: string): LegalBasis {
  const shownAs = 'policies/legal-basis.yaml'
  const file = readYamlFile(join(root, shownAs), shownAs)
  const law = validateFile(file, legalBasis)
  const ids = law.instruments.map((instrument) => instrument.id)
  const problems: Problem[] = []
  for (const [index, rule] of law.rules.entries())
    for (const [position, id] of rule.instruments.entries())
      if (!ids.includes(id))
        problems.push({...file.placeOf(['rules', index, 'instruments', position]), message: unknownWord('văn bản', 'instrument', id, ids)})
  for (const [index, transition] of law.transitions.entries())
    for (const [position, id] of transition.instruments.entries())
      if (!ids.includes(id))
        problems.push({
          ...file.placeOf(['transitions', index, 'instruments', position]),
          message: unknownWord('văn bản', 'instrument', id, ids),
        })
  if (problems.length > 0) throw new ContentError(problems)
  return law
}

/** A report prints the values of requirements and the numbers that catalogues tighten, so each needs a name a reader understands. */
function requireLabels(policies: ReadonlyMap<string, Policy>, rules: Stricter, words: Words): void {
  const missing = new Set([...rules.lower, ...rules.higher].filter((name) => !words.labels.value[name]).map((name) => `value.${name}`))
  const requireWord = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(requireWord)
    else if (typeof value === 'string' && !words.labels.word[value]) missing.add(`word.${value}`)
  }
  for (const {groups} of policies.values())
    for (const requirement of groups.flatMap((group) => group.requirements))
      for (const [name, perLevel] of Object.entries(requirement.values ?? {})) {
        if (!words.labels.value[name]) missing.add(`value.${name}`)
        Object.values(perLevel).forEach(requireWord)
      }
  if (missing.size > 0)
    throw new ContentError(
      [...missing].map((name) => ({
        file: 'reports/labels.yaml',
        line: 1,
        column: 1,
        message: {vi: `thiếu tên gọi cho "${name}"`, en: `has no label for "${name}"`},
      })),
    )
}
