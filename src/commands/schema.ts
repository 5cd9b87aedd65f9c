import {Args} from '@oclif/core'
import {BaseCommand} from '../cli/base-command.ts'

const names = ['snapshot', 'check', 'policy', 'assessment', 'workspace', 'windows-builds'] as const

export default class Schema extends BaseCommand {
  static override summary = 'In JSON Schema của một loại tài liệu, để trình soạn thảo gợi ý khi sửa YAML.'
  static override args = {name: Args.string({description: `Một trong: ${names.join(', ')}.`, options: [...names], required: true})}
  static override examples = ['<%= config.bin %> schema check > check.schema.json']

  async run(): Promise<unknown> {
    const {args} = await this.parse(Schema)
    const {jsonSchemaOf} = await import('../model/json-schema.ts')
    const schema = jsonSchemaOf(args.name as (typeof names)[number])
    if (!this.jsonEnabled()) this.log(JSON.stringify(schema, null, 2))
    return schema
  }
}
