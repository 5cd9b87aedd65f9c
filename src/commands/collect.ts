import {BaseCommand} from '../cli/base-command.ts'

export default class Collect extends BaseCommand {
  static override summary = 'Thu thập dữ liệu cấu hình của máy này (chỉ đọc) và in ra.'
  static override examples = ['<%= config.bin %> collect', '<%= config.bin %> collect --json > may-nay.json']

  async run(): Promise<unknown> {
    await this.parse(Collect)
    const [{collectThisMachine}, {createProgress}, {loadWords}, {defaultContentRoot}] = await Promise.all([
      import('../pipeline.ts'),
      import('../cli/progress.ts'),
      import('../content/load-reports.ts'),
      import('../content/files.ts'),
    ])
    const {labels} = loadWords(defaultContentRoot)
    const progress = createProgress(!this.jsonEnabled())
    const snapshot = await collectThisMachine(new Date(), {
      signal: this.interrupted.signal,
      onFact: (fact, done, total) => progress.show(`${done}/${total} ${labels.fact[fact][this.language]}`),
    })
    progress.clear()
    if (!this.jsonEnabled()) {
      const {pad, wrap} = await import('../cli/columns.ts')
      this.log(`${snapshot.target.name} (${snapshot.target.id})`)
      for (const [name, fact] of Object.entries(snapshot.facts)) {
        const label = pad(labels.fact[name as keyof typeof labels.fact][this.language], 28)
        const gaps = fact?.ok ? Object.entries(fact.gaps ?? {}) : []
        if (!fact?.ok)
          for (const line of wrap(`${label}${fact ? `${labels.reason[fact.reason][this.language]}: ${fact.detail}` : ''}`, '  ? '))
            this.log(line)
        else
          this.log(
            `  + ${label}${gaps.length > 0 ? this.say({vi: `xem được, thiếu ${gaps.length} mục`, en: `seen, ${gaps.length} fields missing`}) : this.say({vi: 'xem được', en: 'seen'})}`,
          )
      }
      this.log(this.say({vi: 'Thêm --json để lấy toàn bộ dữ liệu.', en: 'Add --json for everything.'}))
    }
    return snapshot
  }
}
