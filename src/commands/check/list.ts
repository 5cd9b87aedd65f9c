import {BaseCommand} from '../../cli/base-command.ts'

export default class CheckList extends BaseCommand {
  static override summary = 'Liệt kê các phép kiểm tra, dữ liệu cần có và yêu cầu dùng đến.'

  async run(): Promise<unknown> {
    await this.parse(CheckList)
    const [{loadContent}, {checkEntries}, {pad, wrap}] = await Promise.all([
      import('../../content/content.ts'),
      import('../../grade/plan.ts'),
      import('../../cli/columns.ts'),
    ])
    const content = loadContent()
    const usedBy = new Map<string, string[]>()
    for (const policy of content.policies.values())
      for (const group of policy.groups)
        for (const requirement of group.requirements)
          for (const {check} of (requirement.checks ?? []).flatMap((entry) => checkEntries(entry)))
            usedBy.set(check, [...(usedBy.get(check) ?? []), `${policy.head.id}/${requirement.id}`])
    const list = [...content.checks.values()].map(({check, facts}) => ({
      id: check.id,
      target: check.target,
      facts,
      usedBy: usedBy.get(check.id) ?? [],
    }))
    if (!this.jsonEnabled())
      for (const item of list) {
        this.log(`${pad(item.id, 30)} ${item.facts.join(', ')}`)
        for (const line of wrap(content.checks.get(item.id)?.check.title[this.language] ?? '', '    ')) this.log(line)
      }
    return list
  }
}
