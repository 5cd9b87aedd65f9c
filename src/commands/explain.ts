import {resolve} from 'node:path'
import {Args} from '@oclif/core'
import {BaseCommand, workspaceFlag} from '../cli/base-command.ts'

export default class Explain extends BaseCommand {
  static override summary = 'Giải thích kết quả: phép tính, năm việc nâng kết quả nhiều nhất, hoặc lý do của một yêu cầu.'
  static override args = {
    system: Args.string({description: 'Mã hệ thống, ví dụ lan-co-so-1.', required: true}),
    requirement: Args.string({description: 'Mã yêu cầu, ví dụ ch.khoa-phien.'}),
  }
  static override flags = {workspace: workspaceFlag}

  async run(): Promise<unknown> {
    const {args, flags} = await this.parse(Explain)
    const [{readNewestAssessment}, {loadContent}, {explainRequirement, explainSystem}, {rankActions}] = await Promise.all([
      import('../audit/newest-assessment.ts'),
      import('../content/content.ts'),
      import('../cli/explain-lines.ts'),
      import('../grade/actions.ts'),
    ])
    const assessment = await readNewestAssessment(resolve(flags.workspace), args.system)
    const content = loadContent()
    if (args.requirement === undefined) {
      const actions = rankActions(assessment).slice(0, 5)
      if (!this.jsonEnabled()) for (const line of explainSystem(assessment, actions, content, this.language)) this.log(line)
      const {id, on, system, policy, conclusion, index, counts, groups} = assessment
      return {id, on, system, policy, conclusion, index, counts, groups, actions}
    }
    const finding = await findFinding(assessment, args.requirement)
    if (!this.jsonEnabled()) for (const line of explainRequirement(assessment, finding, content, this.language)) this.log(line)
    return {id: assessment.id, on: assessment.on, finding}
  }
}

type Assessment = Awaited<ReturnType<typeof import('../audit/newest-assessment.ts').readNewestAssessment>>

async function findFinding(assessment: Assessment, id: string): Promise<Assessment['findings'][number]> {
  const finding = assessment.findings.find((candidate) => candidate.requirement === id)
  if (finding) return finding
  const [{nearest}, {UserError}] = await Promise.all([import('../lib/nearest.ts'), import('../lib/user-error.ts')])
  const close = nearest(
    id,
    assessment.findings.map((candidate) => candidate.requirement),
  )
  throw new UserError({
    code: 'unknown-requirement',
    what: {vi: `Lần đánh giá ${assessment.id} không có yêu cầu "${id}"`, en: `Assessment ${assessment.id} has no requirement "${id}"`},
    where: `${assessment.policy.id}, ${assessment.system.level}`,
    next: close
      ? {vi: `Có phải ý bạn là "${close}"?`, en: `Did you mean "${close}"?`}
      : {vi: 'Xem mã yêu cầu trong báo cáo.', en: 'Take the id from the report.'},
  })
}
