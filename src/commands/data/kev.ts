import {resolve} from 'node:path'
import {Flags} from '@oclif/core'
import {BaseCommand, workspaceFlag} from '../../cli/base-command.ts'
import {dayFlag, dayFrom} from '../../cli/day-flag.ts'

export default class DataKev extends BaseCommand {
  static override summary = 'Phần mềm trên các máy có trong danh mục lỗ hổng đã bị khai thác (KEV): cần kiểm tra phiên bản.'
  static override description =
    'So theo tên sản phẩm, danh mục không ghi phiên bản; kết quả là danh sách cần kiểm tra phiên bản, không phải kết luận và không đổi kết quả đánh giá.'
  static override examples = [
    '<%= config.bin %> data kev --endpoint STP-VT-01',
    '<%= config.bin %> data kev --name "WinRAR 6.11" --all',
    '<%= config.bin %> data kev --json',
  ]
  static override flags = {
    workspace: workspaceFlag,
    on: dayFlag,
    endpoint: Flags.string({helpValue: 'MÁY', summary: 'Chỉ máy có mã hoặc tên này.', exclusive: ['name']}),
    name: Flags.string({helpValue: 'TÊN', summary: 'Tra theo tên một phần mềm, không cần máy.'}),
    all: Flags.boolean({summary: 'In mọi mục, không chỉ ba mục mới nhất của mỗi sản phẩm.'}),
  }

  async run(): Promise<unknown> {
    const {flags} = await this.parse(DataKev)
    const on = dayFrom(flags.on, new Date())
    const folder = resolve(flags.workspace)
    const [{distinctProducts, kevOfMachines, kevOfName}, lines] = await Promise.all([
      import('../../cli/data-kev.ts'),
      import('../../cli/data-kev-lines.ts'),
    ])
    const most = flags.all ? Number.POSITIVE_INFINITY : 3
    const print = (texts: readonly string[]) => {
      if (!this.jsonEnabled()) for (const text of texts) this.log(text)
    }
    // The words stand beside every match in JSON too: no script shall take one for a verdict.
    const say = this.say(lines.checkTheVersion)
    if (flags.name !== undefined) {
      const {catalogue, matches} = await kevOfName(folder, on, flags.name)
      print(lines.catalogueLines(catalogue, this.language))
      if (!matches) print(lines.unknownNameLines(this.language))
      for (const match of matches ?? []) print(lines.matchLines({...match, programs: []}, most, this.language))
      const products = (matches ?? []).map(({product, entries}) => ({...product, say, entries}))
      return {on, catalogue, name: flags.name, known: matches !== undefined, products}
    }
    const {catalogue, machines, unreadable} = await kevOfMachines(folder, on, flags.endpoint, this.interrupted.signal)
    const products = distinctProducts(machines)
    const isOne = machines.length === 1
    print(lines.catalogueLines(catalogue, this.language))
    for (const machine of machines) print(lines.machineLines(machine, isOne ? most : 0, this.language))
    if (!isOne && products.length > 0) print(lines.productLines(products, most, this.language))
    print(lines.restLines(machines.length, unreadable, this.language))
    return {
      on,
      catalogue,
      products: products.map(({product, entries}) => ({...product, say, entries})),
      machines: machines.map(({matches, ...machine}) => ({
        ...machine,
        matches: matches.map(({product, programs}) => ({product: product.id, say, programs})),
      })),
      unreadable,
    }
  }
}
