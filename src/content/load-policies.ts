import {readdirSync} from 'node:fs'
import {join} from 'node:path'
import {checkEntries, referenceTarget} from '../grade/plan.ts'
import type {Params, ParamValue} from '../model/check.ts'
import {groupFile, type Policy, policyHead, type Requirement} from '../model/policy.ts'
import {yamlFilesBelow} from './files.ts'
import {type LoadedPolicy, lintCounterparts} from './lint-counterparts.ts'
import type {LoadedCheck} from './load-checks.ts'
import {ContentError, type Problem} from './problem.ts'
import {unknownWord, validateFile} from './validate.ts'
import {readYamlFile, type YamlFile} from './yaml-file.ts'

/** Loads every catalogue below policies/ that has a policy.yaml, and checks it against the checks it names. */
export function loadPolicies(
  root: string,
  checks: ReadonlyMap<string, LoadedCheck>,
  instruments: ReadonlySet<string>,
): Map<string, Policy> {
  const loaded: LoadedPolicy[] = []
  const problems: Problem[] = []
  for (const folder of policyFolders(root)) {
    try {
      loaded.push(loadPolicy(root, folder, checks, instruments, problems))
    } catch (error) {
      if (!(error instanceof ContentError)) throw error
      problems.push(...error.problems)
    }
  }
  // A catalogue that did not load leaves its counterparts unknown: that would hide what is wrong with it.
  if (problems.length === 0) problems.push(...lintCounterparts(loaded))
  if (problems.length > 0) throw new ContentError(problems)
  return new Map(loaded.map(({policy}) => [policy.head.id, policy]))
}

function policyFolders(root: string): string[] {
  const files = new Set(yamlFilesBelow(root, 'policies').map((file) => file.shownAs))
  return readdirSync(join(root, 'policies'))
    .sort()
    .filter((name) => files.has(`policies/${name}/policy.yaml`))
}

function loadPolicy(
  root: string,
  folder: string,
  checks: ReadonlyMap<string, LoadedCheck>,
  instruments: ReadonlySet<string>,
  problems: Problem[],
): LoadedPolicy {
  const headFile = readYamlFile(join(root, 'policies', folder, 'policy.yaml'), `policies/${folder}/policy.yaml`)
  const head = validateFile(headFile, policyHead)
  if (head.id !== folder)
    problems.push({
      ...headFile.placeOf(['id']),
      message: {vi: `mã "${head.id}" phải trùng tên thư mục`, en: `id "${head.id}" must be the folder's name`},
    })
  for (const [index, basis] of head.legalBasis.entries())
    if (!instruments.has(basis))
      problems.push({...headFile.placeOf(['legalBasis', index]), message: unknownWord('căn cứ', 'legal basis', basis, [...instruments])})
  const files: LoadedPolicy['files'] = []
  const seen = new Set<string>()
  for (const {path, shownAs} of yamlFilesBelow(root, `policies/${folder}/groups`)) {
    try {
      const file = readYamlFile(path, shownAs)
      const group = validateFile(file, groupFile)
      for (const [index, requirement] of group.requirements.entries()) {
        if (seen.has(requirement.id))
          problems.push({
            ...file.placeOf(['requirements', index, 'id']),
            message: {vi: `mã "${requirement.id}" đã có`, en: `id "${requirement.id}" exists already`},
          })
        seen.add(requirement.id)
        problems.push(...lintRequirement(requirement, index, file, checks))
      }
      files.push({group, file})
    } catch (error) {
      if (!(error instanceof ContentError)) throw error
      problems.push(...error.problems)
    }
  }
  files.sort((a, b) => a.group.order - b.group.order)
  return {policy: {head, groups: files.map(({group}) => group)}, headFile, files}
}

/** Everything a schema cannot see: names of checks and parameters, types of values, ratios, levels without a clause. */
function lintRequirement(requirement: Requirement, index: number, file: YamlFile, checks: ReadonlyMap<string, LoadedCheck>): Problem[] {
  const problems: Problem[] = []
  const base: PropertyKey[] = ['requirements', index]
  const report = (path: PropertyKey[], vi: string, en: string) => problems.push({...file.placeOf([...base, ...path]), message: {vi, en}})
  if (!requirement.checks && !requirement.ask)
    report(
      ['id'],
      `${requirement.id} không có phép kiểm tra nào và không có câu hỏi`,
      `${requirement.id} has neither a check nor a question`,
    )
  for (const level of requirement.levels)
    if (requirement.clause[`${level}`] === undefined)
      report(['clause'], `thiếu số mục cho cấp ${level}`, `has no clause for level ${level}`)
  if (requirement.over && requirement.over.partialRatio > requirement.over.passRatio)
    report(['over'], 'partialRatio lớn hơn passRatio', 'partialRatio is larger than passRatio')
  for (const [position, entry] of (requirement.checks ?? []).entries()) {
    for (const {check: id, settings} of checkEntries(entry)) {
      const check = checks.get(id)?.compiled.check
      if (!check) {
        problems.push({
          ...file.placeOf([...base, 'checks', position]),
          message: unknownWord('phép kiểm tra', 'check', id, [...checks.keys()]),
        })
        continue
      }
      for (const [name, setting] of Object.entries(settings)) {
        const path = ['checks', position, id, name]
        const expected = check.params[name]
        if (expected === undefined) {
          problems.push({
            ...file.placeOf([...base, ...path], 'key'),
            message: unknownWord('tham số', 'parameter', name, Object.keys(check.params)),
          })
          continue
        }
        const isReference = typeof setting === 'string' && setting.startsWith('values.')
        const resolved = referenceTarget(setting, requirement) ?? setting
        const unit = isReference ? unitOf(setting) : undefined
        if (unit !== undefined && unitOf(name) !== undefined && unitOf(name) !== unit)
          report(
            path,
            `tham số ${name} tính bằng ${unitOf(name)}, nhưng ${setting} tính bằng ${unit}`,
            `parameter ${name} is in ${unitOf(name)}, but ${setting} is in ${unit}`,
          )
        if (isReference && resolved === setting)
          problems.push({
            ...file.placeOf([...base, ...path]),
            message: unknownWord(
              'giá trị',
              'value',
              setting,
              Object.keys(requirement.values ?? {}).map((key) => `values.${key}`),
            ),
          })
        else
          for (const value of valuesOf(resolved))
            if (!sameType(value, expected))
              report(
                path,
                `tham số ${name} sai kiểu: ${JSON.stringify(value)}`,
                `parameter ${name} has the wrong type: ${JSON.stringify(value)}`,
              )
      }
    }
  }
  return problems
}

/** Names of parameters and values end in their unit. */
function unitOf(name: string): string | undefined {
  return /(minutes|hours|days|months|percent|km)$/i.exec(name)?.[1]?.toLowerCase()
}

function valuesOf(setting: ParamValue | Partial<Record<string, ParamValue>>): ParamValue[] {
  if (typeof setting !== 'object' || Array.isArray(setting)) return [setting]
  return Object.values(setting).filter((value) => value !== undefined)
}

function sameType(value: ParamValue, expected: Params[string]): boolean {
  if (Array.isArray(value) || Array.isArray(expected))
    return Array.isArray(value) && Array.isArray(expected) && typeof (value[0] ?? expected[0]) === typeof (expected[0] ?? value[0])
  return typeof value === typeof expected
}
