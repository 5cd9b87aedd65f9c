import {join} from 'node:path'
import type {LifecycleProduct} from '../model/lifecycle.ts'
import {type SoftwareRule, type SoftwareRules, type SoftwareRulesFile, softwareMatch, softwareRulesFile} from '../model/software-rules.ts'
import {defaultContentRoot} from './files.ts'
import {lintSoftwareRules} from './lint-software-rules.ts'
import {loadWindowsPrograms} from './load-windows-programs.ts'
import {ContentError, type Problem} from './problem.ts'
import {validateFile} from './validate.ts'
import {parseYaml, readYamlFile, type YamlFile} from './yaml-file.ts'

/** policies/software.yaml: the rules the tool is delivered with. */
export function loadSoftwareRules(root: string, products: readonly LifecycleProduct[]): SoftwareRules {
  const shownAs = 'policies/software.yaml'
  const file = readYamlFile(join(root, shownAs), shownAs)
  const given = validateFile(file, softwareRulesFile)
  const problems = [...lintSoftwareRules(given, file, {products}), ...wantExamples(given, file)]
  if (problems.length > 0) throw new ContentError(problems)
  return {rules: given.rules.map((rule) => finish(rule, root))}
}

export interface WorkspaceSoftware {
  text: string
  sha256: string
  shownAs: string
  offices: readonly string[]
}

/** The rules with those of a workspace above them; throws ContentError with file and line of everything wrong in them. */
export function joinSoftwareRules(
  delivered: SoftwareRules,
  products: readonly LifecycleProduct[],
  {text, sha256, shownAs, offices}: WorkspaceSoftware,
  root: string = defaultContentRoot,
): SoftwareRules {
  const file = parseYaml(text, shownAs)
  const given = validateFile(file, softwareRulesFile)
  const problems = lintSoftwareRules(given, file, {products, offices, delivered: delivered.rules.map(({id}) => id)})
  if (problems.length > 0) throw new ContentError(problems)
  const own = given.rules.map((rule) => finish(rule, root))
  const gone = new Set([...given.without, ...own.map(({id}) => id)])
  const kept = given.mode === 'replace' ? [] : delivered.rules.filter(({id}) => !gone.has(id))
  return {rules: [...kept, ...own], workspace: {sha256, mode: given.mode, without: given.without}}
}

/** Without its examples; a kind is written out, so that the rules say the same when the list of programs has changed. */
function finish({examples: _, ...rule}: SoftwareRule, root: string): SoftwareRules['rules'][number] {
  if (!rule.kind) return rule
  const {programs} = loadWindowsPrograms(root)
  const own = programs
    .filter(({kind}) => kind === rule.kind)
    .map(({begins, without}) =>
      // Packages too: such a program does the same on Linux.
      softwareMatch.parse({begins, but: without ?? [], sources: ['registry', 'store', 'app', 'import', 'snap', 'flatpak', 'dpkg', 'rpm']}),
    )
  return {...rule, match: [...(rule.match ?? []), ...own]}
}

function wantExamples({rules}: SoftwareRulesFile, file: YamlFile): Problem[] {
  return rules.flatMap(({match, examples}, index) =>
    match && !examples
      ? [
          {
            ...file.placeOf(['rules', index, 'match']),
            message: {vi: 'match và examples phải đi cùng nhau', en: 'match and examples go together'},
          },
        ]
      : [],
  )
}
