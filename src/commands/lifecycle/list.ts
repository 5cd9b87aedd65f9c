import {Flags} from '@oclif/core'
import {BaseCommand} from '../../cli/base-command.ts'
import {dayFlag, dayFrom} from '../../cli/day-flag.ts'

const statuses = ['supported', 'ending-soon', 'ended', 'unknown'] as const

export default class LifecycleList extends BaseCommand {
  static override summary = 'Bảng thời hạn hỗ trợ của phần mềm, hệ điều hành, thiết bị: từng chu kỳ phát hành và tình trạng vào một ngày.'
  static override flags = {
    on: dayFlag,
    product: Flags.string({summary: 'Chỉ một sản phẩm, theo mã.', helpValue: 'MÃ'}),
    kind: Flags.string({summary: 'Chỉ một loại: os, office, browser, runtime, database, network...', helpValue: 'LOẠI'}),
    status: Flags.option({options: statuses})({summary: 'Chỉ một tình trạng.'}),
  }
  static override examples = [
    '<%= config.bin %> lifecycle list --product office',
    '<%= config.bin %> lifecycle list --on 2026-12-31 --status ending-soon',
  ]

  async run(): Promise<unknown> {
    const {flags} = await this.parse(LifecycleList)
    const on = dayFrom(flags.on, new Date())
    const [{loadContent}, {loadLifecycleRules}, {lifecycleRows}] = await Promise.all([
      import('../../content/content.ts'),
      import('../../content/load-lifecycle.ts'),
      import('../../check/lifecycle-rows.ts'),
    ])
    const {lifecycle} = loadContent()
    const rules = loadLifecycleRules()
    const {chooseProducts} = await import('../../cli/choose-products.ts')
    const products = chooseProducts(lifecycle, flags)
    const rows = lifecycleRows(products, on, rules).filter((row) => flags.status === undefined || row.status === flags.status)
    if (!this.jsonEnabled()) {
      const {lifecycleLines} = await import('../../cli/lifecycle-lines.ts')
      for (const line of lifecycleLines(rows, products, {on, rules}, this.language)) this.log(line)
    }
    return rows
  }
}
