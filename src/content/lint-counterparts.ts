import type {GroupFile, Policy} from '../model/policy.ts'
import type {Problem} from './problem.ts'
import {unknownWord} from './validate.ts'
import type {YamlFile} from './yaml-file.ts'

/** A catalogue with the file of each of its groups. */
export interface LoadedPolicy {
  policy: Policy
  headFile: YamlFile
  files: {group: GroupFile; file: YamlFile}[]
}

/**
 * What only all catalogues together can show: counterparts that do not exist, and ids that two catalogues share although an
 * overlay is printed beside the main one.
 */
export function lintCounterparts(loaded: readonly LoadedPolicy[]): Problem[] {
  const byId = new Map(loaded.map((item) => [item.policy.head.id, item]))
  return loaded.flatMap((item) => {
    const {head} = item.policy
    const other = head.counterpartsIn === undefined ? undefined : byId.get(head.counterpartsIn)
    if (head.counterpartsIn !== undefined && !other)
      return [
        {
          ...item.headFile.placeOf(['counterpartsIn']),
          message: unknownWord('danh mục', 'catalogue', head.counterpartsIn, [...byId.keys()]),
        },
      ]
    const problems = [...lintReferences(item, other), ...lintReserved(item)]
    if (head.overlay !== undefined && other) problems.push(...lintSharedIds(item, other))
    return problems
  })
}

function lintReferences({files}: LoadedPolicy, other: LoadedPolicy | undefined): Problem[] {
  const known = new Set(other?.policy.groups.flatMap((group) => group.requirements.map(({id}) => id)))
  return files.flatMap(({group, file}) =>
    group.requirements.flatMap(({counterparts = []}, index) =>
      counterparts.flatMap((id, position) =>
        known.has(id)
          ? []
          : [
              {
                ...file.placeOf(['requirements', index, 'counterparts', position]),
                message: unknownWord('yêu cầu tương ứng', 'counterpart', id, [...known]),
              },
            ],
      ),
    ),
  )
}

/** What the tool writes when it joins catalogues must not come from a file: it would look like the outcome of a comparison. */
function lintReserved({files}: LoadedPolicy): Problem[] {
  const reserved = (file: YamlFile, path: PropertyKey[], name: string): Problem => ({
    ...file.placeOf(path, 'key'),
    message: {vi: `khóa "${name}" do công cụ tự ghi, bỏ khỏi tệp`, en: `key "${name}" is written by the tool; remove it from the file`},
  })
  return files.flatMap(({group, file}) => [
    ...(group.standard === undefined ? [] : [reserved(file, ['standard'], 'standard')]),
    ...group.requirements.flatMap(({tightened}, index) =>
      tightened === undefined ? [] : [reserved(file, ['requirements', index, 'tightened'], 'tightened')],
    ),
  ])
}

function lintSharedIds({files}: LoadedPolicy, main: LoadedPolicy): Problem[] {
  const groups = new Set(main.policy.groups.map(({id}) => id))
  const requirements = new Set(main.policy.groups.flatMap((group) => group.requirements.map(({id}) => id)))
  const shared = (id: string) => ({
    vi: `mã "${id}" đã có trong ${main.policy.head.id}`,
    en: `id "${id}" exists in ${main.policy.head.id} already`,
  })
  return files.flatMap(({group, file}) => [
    ...(groups.has(group.id) ? [{...file.placeOf(['id']), message: shared(group.id)}] : []),
    ...group.requirements.flatMap(({id}, index) =>
      requirements.has(id) ? [{...file.placeOf(['requirements', index, 'id']), message: shared(id)}] : [],
    ),
  ])
}
