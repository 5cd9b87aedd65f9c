import type {Content} from '../content/content.ts'
import {UserError} from '../lib/user-error.ts'
import type {AssessedSystem} from '../model/assessed-system.ts'
import {type Basis, basisOf, chooseBasis} from '../pipeline.ts'

/** The basis a system is assessed on, or what to do where there is none: a wrong day, or a catalogue its dossier does not allow. */
export function mustFindBasis(content: Content, on: string, system: AssessedSystem, policy: string | undefined): Basis {
  const basis = basisOf(content, on, system, policy)
  if (basis) return basis
  const inForce = chooseBasis(content, on)?.policy.head.id
  if (inForce === undefined)
    throw new UserError({
      code: 'no-basis',
      what: {vi: `Không có danh mục yêu cầu nào cho báo cáo ngày ${on}`, en: `No catalogue is loaded for a report of ${on}`},
      where: 'policies/legal-basis.yaml',
      next: {
        vi: 'Chọn ngày khác bằng --on, hoặc bổ sung danh mục có hiệu lực ngày đó.',
        en: 'Choose another day with --on, or add the catalogue in force on it.',
      },
    })
  throw new UserError({
    code: 'policy-not-allowed',
    what: {
      vi: `Ngày ${on}, hồ sơ của "${system.id}" không còn hoặc không được chấm theo danh mục "${policy}"`,
      en: `On ${on} the dossier of "${system.id}" may not, or no longer, be judged by "${policy}"`,
    },
    where: 'policies/legal-basis.yaml, transitions',
    next: {
      vi: `Bỏ --policy để chấm theo ${inForce}; muốn xem thử danh mục khác mà không lập báo cáo, dùng "stp-sec replay --policy ${policy}".`,
      en: `Leave out --policy to judge by ${inForce}; to try another catalogue without a report use "stp-sec replay --policy ${policy}".`,
    },
  })
}
