import {nearest} from '../lib/nearest.ts'
import {UserError} from '../lib/user-error.ts'
import type {Notice} from '../model/notice.ts'
import type {Register, System} from '../model/register.ts'
import type {Target} from '../model/snapshot.ts'
import {sitesOf} from './resolve-system.ts'

/** Which systems an audit of this machine assesses, and the register with the machine entered where it belongs. */
export interface Choice {
  register: Register
  systems: System[]
}

/**
 * The systems that name this machine. A machine that no system names joins the one given, else the only operated system
 * with an approved level, and the report says so: which system a PC belongs to is for a person to say.
 */
export function chooseSystems(register: Register, target: Target, wanted: string | undefined, notices: Notice[], where: string): Choice {
  const graded = register.systems.filter((system) => system.level !== undefined && system.status !== 'stopped')
  if (wanted !== undefined) {
    const system = mustFind(register, graded, wanted, where)
    // Where somebody said that no machine belongs to it, the sites are what is looked at.
    const hasSitesOnly = system.endpoints.declared === 0 && system.endpoints.members.length === 0 && sitesOf(register, system.id).length > 0
    return hasSitesOnly ? {register, systems: [system]} : join(register, system, target, notices)
  }
  const own = graded.filter((system) => system.endpoints.members.includes(target.id))
  if (own.length > 0) return {register, systems: own}
  const candidates = graded.filter((system) => system.role === 'operates')
  const approved = candidates.filter((system) => system.state === 'approved')
  const [only, ...others] = approved.length > 0 ? approved : candidates
  if (!only)
    throw new UserError({
      code: 'no-system',
      what: {
        vi: 'Sổ đăng ký chưa có hệ thống thông tin nào có cấp độ để đánh giá',
        en: 'The register holds no information system with a level to assess',
      },
      where,
      next: {
        vi: 'Tạo hồ sơ mẫu ở thư mục mới bằng "stp-sec init --sample", hoặc ghi hệ thống và cấp độ vào sổ đăng ký.',
        en: 'Make a sample in a new folder with "stp-sec init --sample", or enter a system and its level into the register.',
      },
    })
  if (others.length > 0)
    throw new UserError({
      code: 'which-system',
      what: {
        vi: `Máy ${target.name} chưa thuộc hệ thống nào, mà sổ đăng ký có nhiều hệ thống`,
        en: `${target.name} belongs to no system, and the register has several`,
      },
      where,
      next: {
        vi: `Chạy lại với --system MÃ, dùng một trong: ${[only, ...others].map((system) => system.id).join(', ')}.`,
        en: `Run again with --system ID, one of: ${[only, ...others].map((system) => system.id).join(', ')}.`,
      },
    })
  return join(register, only, target, notices)
}

function mustFind(register: Register, graded: readonly System[], id: string, where: string): System {
  const found = graded.find((system) => system.id === id)
  if (found) return found
  const known = register.systems.some((system) => system.id === id)
  const close = nearest(
    id,
    graded.map((system) => system.id),
  )
  throw new UserError({
    code: known ? 'no-level' : 'unknown-system',
    what: known
      ? {vi: `Hệ thống "${id}" chưa có cấp độ hoặc đã dừng`, en: `System "${id}" has no level or has stopped`}
      : {vi: `Sổ đăng ký không có hệ thống "${id}"`, en: `The register has no system "${id}"`},
    where,
    next:
      close && !known
        ? {vi: `Có phải ý bạn là "${close}"?`, en: `Did you mean "${close}"?`}
        : {
            vi: `Dùng một trong: ${graded.map((system) => system.id).join(', ') || '(trống)'}.`,
            en: `Use one of: ${graded.map((system) => system.id).join(', ') || '(none)'}.`,
          },
  })
}

function join(register: Register, system: System, target: Target, notices: Notice[]): Choice {
  if (system.endpoints.members.includes(target.id)) return {register, systems: [system]}
  notices.push({code: 'unregistered-machine', values: {target: target.name, system: system.name}})
  const joined = {...system, endpoints: {...system.endpoints, members: [...system.endpoints.members, target.id]}}
  return {
    register: {...register, systems: register.systems.map((candidate) => (candidate.id === system.id ? joined : candidate))},
    systems: [joined],
  }
}
