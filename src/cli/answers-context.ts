import {findSystem} from '../audit/find-system.ts'
import {sitesOf} from '../audit/resolve-system.ts'
import type {Content} from '../content/content.ts'
import {checksOf} from '../grade/plan.ts'
import {nearest} from '../lib/nearest.ts'
import {UserError} from '../lib/user-error.ts'
import type {Level, Policy, Requirement} from '../model/policy.ts'
import type {Register, System} from '../model/register.ts'
import type {Localized} from '../model/text.ts'
import {chooseBasis, overlaysOf} from '../pipeline.ts'

/** A system with the catalogues it is judged by: what an answer, a waiver or a task speaks of. */
export interface AnsweredSystem {
  system: System
  level: Level
  policies: Policy[]
}

/** The requirement an answer is about, and the head of its catalogue with the limits. */
export interface FoundRequirement {
  requirement: Requirement
  policy: Policy
}

/** The system of an id with level and catalogues on a day; an answer without them would speak of nothing. */
export function findAnswered(content: Content, register: Register, id: string, on: string, folder: string): AnsweredSystem {
  const system = findSystem(register, id, folder)
  if (system.level === undefined)
    throw new UserError({
      code: 'no-level',
      what: {vi: `Hệ thống "${id}" chưa có cấp độ nên chưa biết phải đáp ứng yêu cầu nào`, en: `System "${id}" has no level yet`},
      where: `${folder}/register.json`,
      next: {vi: 'Ghi cấp độ đề xuất hoặc đã phê duyệt của hệ thống trước.', en: 'Enter its proposed or approved level first.'},
    })
  const basis = chooseBasis(content, on)
  if (!basis)
    throw new UserError({
      code: 'no-basis',
      what: {vi: `Không có danh mục yêu cầu nào cho ngày ${on}`, en: `No catalogue is loaded for ${on}`},
      where: 'policies/legal-basis.yaml',
      next: {vi: 'Chọn ngày khác bằng --on.', en: 'Choose another day with --on.'},
    })
  const overlays = overlaysOf(content, on, {archive: system.archive, sites: sitesOf(register, system.id)})
  return {system, level: system.level, policies: [basis.policy, ...overlays]}
}

/** The requirement of an id at the level of the system; a wrong id is answered with the nearest right one. */
export function findRequirement({system, level, policies}: AnsweredSystem, id: string): FoundRequirement {
  const all = policies.flatMap((policy) =>
    policy.groups.flatMap((group) => group.requirements.map((requirement) => ({requirement, policy}))),
  )
  const found = all.find(({requirement}) => requirement.id === id)
  if (found?.requirement.levels.includes(level)) return found
  const atLevel = all.filter(({requirement}) => requirement.levels.includes(level)).map(({requirement}) => requirement.id)
  const names = policies.map(({head}) => head.id).join(', ')
  if (found)
    throw new UserError({
      code: 'not-at-level',
      what: {
        vi: `Yêu cầu "${id}" không áp dụng cho cấp độ ${level} (chỉ cấp ${found.requirement.levels.join(', ')})`,
        en: `Requirement "${id}" does not belong to level ${level} (only ${found.requirement.levels.join(', ')})`,
      },
      where: `${system.id}, ${names}`,
      next: {
        vi: `Không cần trả lời; xem câu hỏi còn lại bằng "stp-sec attest list --open ${system.id}".`,
        en: `Nothing needs an answer; see what does with "stp-sec attest list --open ${system.id}".`,
      },
    })
  const close = nearest(id, atLevel)
  throw new UserError({
    code: 'unknown-requirement',
    what: {vi: `Danh mục không có yêu cầu "${id}"`, en: `The catalogue has no requirement "${id}"`},
    where: `${names}, ${level}`,
    next: close
      ? {vi: `Có phải ý bạn là "${close}"?`, en: `Did you mean "${close}"?`}
      : {vi: `Xem mã bằng "stp-sec attest list --open ${system.id}".`, en: `See the ids with "stp-sec attest list --open ${system.id}".`},
  })
}

/** The checks that can prove a compensating control for the system. */
export function provableChecks({policies}: AnsweredSystem): Set<string> {
  return new Set(policies.flatMap((policy) => [...checksOf(policy)]))
}

/** An entry of a list by its id, or the nearest id there is. */
export function findById<T extends {id: string}>(
  items: readonly T[],
  id: string,
  where: string,
  wrong: {code: string; what: Localized},
): T {
  const found = items.find((item) => item.id === id)
  if (found) return found
  const ids = items.map((item) => item.id)
  const close = nearest(id, ids)
  const list = ids.slice(-10).join(', ')
  throw new UserError({
    ...wrong,
    where,
    next: close
      ? {vi: `Có phải ý bạn là "${close}"?`, en: `Did you mean "${close}"?`}
      : {vi: `Dùng một trong: ${list || '(trống)'}.`, en: `Use one of: ${list || '(none)'}.`},
  })
}
