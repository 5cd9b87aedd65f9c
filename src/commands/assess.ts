import {Flags} from '@oclif/core'
import {BaseCommand} from '../cli/base-command.ts'
import {dayFlag, dayFrom} from '../cli/day-flag.ts'
import {UserError} from '../lib/user-error.ts'

export default class Assess extends BaseCommand {
  static override summary = 'Chấm một tệp dữ liệu máy đã lưu theo một danh mục và cấp độ.'
  static override examples = ['<%= config.bin %> assess --facts may.json --level 2 --on 2026-12-14 --json']
  static override flags = {
    facts: Flags.string({summary: 'Tệp JSON do "collect --json" tạo.', required: true}),
    level: Flags.integer({summary: 'Cấp độ 1-5.', min: 1, max: 5, required: true}),
    policy: Flags.string({summary: 'Mã danh mục (mặc định: danh mục có hiệu lực vào ngày đánh giá).'}),
    on: dayFlag,
  }

  async run(): Promise<unknown> {
    const {flags} = await this.parse(Assess)
    const on = dayFrom(flags.on, new Date())
    const [{readSnapshotFile}, {loadContent}, {assessSystem, chooseBasis}, {assessmentElement, noticeText}] = await Promise.all([
      import('../cli/read-snapshot.ts'),
      import('../content/content.ts'),
      import('../pipeline.ts'),
      import('../cli/audit-document.ts'),
    ])
    const snapshot = await readSnapshotFile(flags.facts)
    const content = loadContent()
    const basis = chooseBasis(content, on, flags.policy)
    if (!basis) throw await unknownPolicy(flags.policy, on, [...content.policies.keys()])
    const results: {
      check: string
      target: string
      outcome: string
      reason?: string | undefined
      detail?: string | undefined
      observed?: unknown
    }[] = []
    const level = flags.level as 1 | 2 | 3 | 4 | 5
    const assessment = await assessSystem({
      content,
      basis,
      on,
      id: `${snapshot.target.id}-${on}`,
      system: {id: snapshot.target.id, name: snapshot.target.name, level},
      register: {attestations: [], waivers: []},
      declaredTargets: 1,
      snapshots: [snapshot],
      onResults: (_, own) => {
        for (const {check, target, outcome, reason, detail, observed} of own)
          results.push({check, target, outcome, reason, detail, observed})
      },
    })
    process.exitCode = assessment.conclusion === 'meets' ? 0 : 1
    if (!this.jsonEnabled()) {
      const {pad} = await import('../cli/columns.ts')
      const {labels} = content.words
      this.log(`${snapshot.target.name}: ${labels.conclusion[assessment.conclusion][this.language]}`)
      for (const result of results)
        this.log(
          `  ${pad(labels.outcome[result.outcome as 'pass'][this.language], 16)}${pad(result.check, 30)}${result.reason ? labels.reason[result.reason as 'stale'][this.language] : ''}`,
        )
    }
    const warnings = assessment.warnings.map((notice) => ({
      code: notice.code,
      message: noticeText(notice, content.words.notices, this.language),
    }))
    return {...assessmentElement(assessment, []), results, warnings}
  }
}

async function unknownPolicy(id: string | undefined, on: string, known: string[]): Promise<UserError> {
  const {nearest} = await import('../lib/nearest.ts')
  const close = id === undefined ? undefined : nearest(id, known)
  return new UserError({
    code: 'unknown-policy',
    what:
      id === undefined
        ? {vi: `Không có danh mục nào cho ngày ${on}`, en: `No catalogue is loaded for ${on}`}
        : {vi: `Không có danh mục "${id}"`, en: `There is no catalogue "${id}"`},
    where: '--policy',
    next: {
      vi: close ? `Có phải ý bạn là "${close}"?` : `Dùng một trong: ${known.join(', ')}.`,
      en: close ? `Did you mean "${close}"?` : `Use one of: ${known.join(', ')}.`,
    },
  })
}
