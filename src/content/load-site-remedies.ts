import type {SiteGrading} from '../model/site-grading.ts'
import {
  type RemedyPlace,
  type RemedyStep,
  remedyContexts,
  remedyValues,
  type SiteRemedies,
  type SiteRemedy,
  siteRemedyFile,
} from '../model/site-remedies.ts'
import {defaultContentRoot, yamlFilesBelow} from './files.ts'
import {ContentError, type Problem} from './problem.ts'
import {unknownWord, validateFile} from './validate.ts'
import {readYamlFile, type YamlFile} from './yaml-file.ts'

const folder = 'reports/site/remedies'
/** Programs that a person may be told to run: they look and change nothing. */
const programs = ['openssl', 'curl', 'dig', 'nmap']

/** reports/site/remedies/: every check that the grade knows has its remedy, and nothing else has. */
export function loadSiteRemedies({checks: graded}: Pick<SiteGrading, 'checks'>, root: string = defaultContentRoot): SiteRemedies {
  const recipes = new Map<string, readonly RemedyStep[]>()
  const checks = new Map<string, SiteRemedy>()
  const problems: Problem[] = []
  const used: {file: YamlFile; path: PropertyKey[]; recipe: string}[] = []
  const defined: {file: YamlFile; recipe: string}[] = []
  for (const {path, shownAs} of yamlFilesBelow(root, folder)) {
    const file = readYamlFile(path, shownAs)
    const content = validateFile(file, siteRemedyFile)
    const once = (known: ReadonlyMap<string, unknown>, kind: 'recipes' | 'checks', id: string) => {
      if (known.has(id))
        problems.push({
          ...file.placeOf([kind, id], 'key'),
          message: {vi: `"${id}" đã có ở tệp khác`, en: `"${id}" stands in another file too`},
        })
    }
    for (const [id, steps] of Object.entries(content.recipes)) {
      once(recipes, 'recipes', id)
      recipes.set(id, steps)
      defined.push({file, recipe: id})
      steps.forEach((step, index) => {
        problems.push(...problemsOfStep(file, ['recipes', id, index], step))
      })
    }
    for (const [id, remedy] of Object.entries(content.checks)) {
      once(checks, 'checks', id)
      checks.set(id, remedy)
      if (!graded[id])
        problems.push({...file.placeOf(['checks', id], 'key'), message: unknownWord('phép kiểm tra', 'check', id, Object.keys(graded))})
      if (remedy.see.length === 0 && !remedy.byHand)
        problems.push({...file.placeOf(['checks', id, 'see']), message: {vi: 'thiếu cách xem lại', en: 'does not say how to see it again'}})
      remedy.see.forEach(({run}, index) => {
        problems.push(...problemsOfRun(file, ['checks', id, 'see', index, 'run'], run))
      })
      remedy.mend.forEach((recipe, index) => {
        used.push({file, path: ['checks', id, 'mend', index], recipe})
      })
    }
  }
  for (const {file, path, recipe} of used)
    if (!recipes.has(recipe))
      problems.push({...file.placeOf(path), message: unknownWord('cách khắc phục', 'recipe', recipe, [...recipes.keys()])})
  for (const {file, recipe} of defined)
    if (!used.some((one) => one.recipe === recipe))
      problems.push({
        ...file.placeOf(['recipes', recipe], 'key'),
        message: {vi: `không lỗi nào dùng cách khắc phục "${recipe}"`, en: `no check uses the recipe "${recipe}"`},
      })
  for (const id of Object.keys(graded))
    if (!checks.has(id))
      problems.push({
        file: folder,
        line: 1,
        column: 1,
        message: {vi: `phép kiểm tra "${id}" chưa có cách xem lại và khắc phục`, en: `check "${id}" has no remedy`},
      })
  if (problems.length > 0) throw new ContentError(problems)
  return {recipes, checks}
}

function problemsOfStep(file: YamlFile, path: PropertyKey[], {where, context, code}: RemedyStep): Problem[] {
  const owners: readonly RemedyPlace[] = context === undefined ? [where] : remedyContexts[context]
  const foreign = !owners.includes(where)
  return [
    ...(foreign
      ? [
          {
            ...file.placeOf([...path, 'context']),
            message: {vi: `"${context}" không thuộc "${where}"`, en: `"${context}" is no place of "${where}"`},
          },
        ]
      : []),
    ...(code === undefined ? [] : unknownValues(file, [...path, 'code'], code)),
  ]
}

function problemsOfRun(file: YamlFile, path: PropertyKey[], run: string): Problem[] {
  // "sleep 2 |" keeps the input open; every other part of a pipe looks only.
  const first = run.replace(/^sleep \d \| /, '').split(/\s/)[0] ?? ''
  const starts = first === '{{client}}' || programs.includes(first)
  return [
    ...(starts ? [] : [{...file.placeOf(path), message: unknownWord('lệnh', 'command', first, programs)}]),
    ...unknownValues(file, path, run),
  ]
}

function unknownValues(file: YamlFile, path: PropertyKey[], text: string): Problem[] {
  const known: readonly string[] = remedyValues
  return [...text.matchAll(/\{\{\s*([\w.-]*)\s*\}\}/g)]
    .filter(([, name = '']) => !known.includes(name))
    .map(([, name = '']) => ({...file.placeOf(path), message: unknownWord('chỗ điền', 'place to fill', name, known)}))
}
