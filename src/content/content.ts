import {join} from 'node:path'
import type {CompiledCheck} from '../check/compile.ts'
import {createCheckLanguage} from '../check/environment.ts'
import {createLifecycle} from '../check/lifecycle.ts'
import {type LegalBasis, legalBasis} from '../model/legal-basis.ts'
import {type LifecycleProduct, lifecycleProduct} from '../model/lifecycle.ts'
import type {Policy} from '../model/policy.ts'
import {defaultContentRoot, yamlFilesBelow} from './files.ts'
import {type LoadedCheck, loadChecks} from './load-checks.ts'
import {loadPolicies} from './load-policies.ts'
import {loadWords, type Words} from './load-reports.ts'
import {ContentError, type Problem} from './problem.ts'
import {unknownWord, validateFile} from './validate.ts'
import {readYamlFile} from './yaml-file.ts'

/** Everything that is data: how to look, what counts, under which law. */
export interface Content {
  checks: Map<string, CompiledCheck>
  policies: Map<string, Policy>
  legalBasis: LegalBasis
  lifecycle: LifecycleProduct[]
  words: Words
}

/** Loads and lints all content below a folder; throws ContentError naming file and line of everything that is wrong. */
export function loadContent(root: string = defaultContentRoot): Content & {loadedChecks: Map<string, LoadedCheck>} {
  const lifecycle = loadLifecycle(root)
  const loadedChecks = loadChecks(root, createCheckLanguage(createLifecycle(lifecycle)))
  const law = loadLegalBasis(root)
  const policies = loadPolicies(root, loadedChecks, new Set(law.instruments.map((instrument) => instrument.id)))
  const checks = new Map([...loadedChecks].map(([id, loaded]) => [id, loaded.compiled]))
  return {checks, policies, legalBasis: law, lifecycle, words: loadWords(root), loadedChecks}
}

function loadLifecycle(root: string): LifecycleProduct[] {
  return yamlFilesBelow(root, 'policies/lifecycle').map(({path, shownAs}) => validateFile(readYamlFile(path, shownAs), lifecycleProduct))
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
  if (problems.length > 0) throw new ContentError(problems)
  return law
}
