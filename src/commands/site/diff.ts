import {resolve} from 'node:path'
import {Args, Flags} from '@oclif/core'
import {BaseCommand, workspaceFlag} from '../../cli/base-command.ts'
import {dayFrom} from '../../cli/day-flag.ts'

export default class SiteDiff extends BaseCommand {
  static override summary = 'So hai lần kiểm tra một trang: lỗi mới, lỗi đã hết, điều đã đổi.'
  static override description =
    'Mặc định so lần mới nhất với lần ngay trước. Cả hai được chấm lại theo quy tắc hiện nay. Mã thoát 0 khi không có gì khác, 1 khi có khác biệt hoặc có điều một trong hai lần không thấy.'
  static override examples = [
    '<%= config.bin %> site diff cong-stp',
    '<%= config.bin %> site diff cong-stp --from 2026-11-30 --to 2026-12-14',
  ]
  static override args = {site: Args.string({description: 'Mã trang trong sổ, hoặc địa chỉ đã kiểm tra.', required: true})}
  static override flags = {
    workspace: workspaceFlag,
    from: Flags.string({helpValue: 'NGÀY', summary: 'Lần cuối tính đến hết ngày này làm mốc cũ.'}),
    to: Flags.string({helpValue: 'NGÀY', summary: 'Lần cuối tính đến hết ngày này làm mốc mới.'}),
  }

  async run(): Promise<unknown> {
    const {args, flags} = await this.parse(SiteDiff)
    const now = new Date()
    const {compareSite} = await import('../../audit/compare-site.ts')
    const {target, before, after, diff} = await compareSite(resolve(flags.workspace), args.site, {
      ...(flags.from === undefined ? {} : {from: dayFrom(flags.from, now)}),
      ...(flags.to === undefined ? {} : {to: dayFrom(flags.to, now)}),
    })
    const isSame = diff.checks.length === 0 && diff.changes.length === 0 && diff.unseen.length === 0
    process.exitCode = isSame ? 0 : 1
    if (!this.jsonEnabled()) {
      const [{siteDiffLines}, {loadContent}] = await Promise.all([
        import('../../cli/site-diff-lines.ts'),
        import('../../content/content.ts'),
      ])
      for (const line of siteDiffLines({before, after, diff}, loadContent(), this.language)) this.log(line)
    }
    const sideOf = ({snapshot, judged: {grade}}: typeof before) => ({
      collectedAt: snapshot.collectedAt,
      grade: grade.letter ?? null,
      score: grade.score ?? null,
      assessed: grade.assessed,
      algorithm: grade.algorithm,
    })
    return {schema: 'stp-sec/site-diff/1', site: target, before: sideOf(before), after: sideOf(after), ...diff}
  }
}
