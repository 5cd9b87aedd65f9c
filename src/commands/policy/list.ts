import {BaseCommand} from '../../cli/base-command.ts'

export default class PolicyList extends BaseCommand {
  static override summary = 'Liệt kê các danh mục yêu cầu và số yêu cầu theo cấp độ.'

  async run(): Promise<unknown> {
    await this.parse(PolicyList)
    const [{loadContent}, {describePolicy}, {padStart}] = await Promise.all([
      import('../../content/content.ts'),
      import('../../cli/describe-policy.ts'),
      import('../../cli/columns.ts'),
    ])
    const list = [...loadContent().policies.values()].map(describePolicy)
    if (!this.jsonEnabled()) {
      for (const policy of list) {
        this.log(`${policy.id} ${policy.version} (${this.say({vi: 'hiệu lực từ', en: 'valid from'})} ${policy.validFrom})`)
        this.log(
          this.say({
            vi: '  cấp   yêu cầu   tự động   kết hợp   hỏi người   tham khảo',
            en: 'level  requirem.  automatic    mixed    manual   informative',
          }),
        )
        for (const [level, counts] of Object.entries(policy.levels))
          this.log(
            [level, counts.requirements, counts.automatic, counts.mixed, counts.manual, counts.informative]
              .map((value, index) => padStart(String(value), index === 0 ? 5 : 10))
              .join(''),
          )
      }
    }
    return list
  }
}
