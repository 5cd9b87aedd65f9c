import {resolve} from 'node:path'
import {Flags} from '@oclif/core'
import {BaseCommand, workspaceFlag} from '../cli/base-command.ts'
import {invocation} from '../cli/invocation.ts'
import {currentActor} from '../lib/actor.ts'
import {UserError} from '../lib/user-error.ts'

export default class Init extends BaseCommand {
  static override summary = 'Tạo thư mục làm việc: hồ sơ mẫu của Sở (--sample) hoặc hồ sơ trống của đơn vị.'
  static override examples = [
    '<%= config.bin %> init --sample --endpoints 45',
    '<%= config.bin %> init --organisation "Sở Tư pháp" --parent "Ủy ban nhân dân tỉnh An Giang" --place "An Giang" --abbreviation STP',
  ]
  static override flags = {
    workspace: workspaceFlag,
    sample: Flags.boolean({summary: 'Dựng hồ sơ mẫu từ tài liệu của Sở Tư pháp tỉnh An Giang.'}),
    endpoints: Flags.integer({summary: 'Tổng số máy thuộc hệ thống của hồ sơ mẫu.', min: 0, dependsOn: ['sample']}),
    organisation: Flags.string({summary: 'Tên cơ quan.', exclusive: ['sample']}),
    parent: Flags.string({summary: 'Cơ quan chủ quản.', exclusive: ['sample']}),
    place: Flags.string({summary: 'Địa danh ghi trên văn bản.', exclusive: ['sample']}),
    abbreviation: Flags.string({summary: 'Chữ viết tắt trong số, ký hiệu văn bản.', exclusive: ['sample']}),
  }

  async run(): Promise<unknown> {
    const {flags} = await this.parse(Init)
    const [{loadSample}, {createFolderStore}, {stableJson}] = await Promise.all([
      import('../content/load-sample.ts'),
      import('../store/folder-store.ts'),
      import('../lib/stable-json.ts'),
    ])
    const folder = resolve(flags.workspace)
    const sample = loadSample()
    const {workspace, register} = flags.sample
      ? withEndpoints(sample, flags.endpoints)
      : {workspace: emptyWorkspace(flags, sample.workspace), register: {...sample.register, systems: [], documents: []}}
    const at = new Date().toISOString()
    const store = await createFolderStore(folder, workspace, {command: 'stp-sec init', at})
    try {
      await store.updateRegister(
        () => register,
        () => ({at, actor: currentActor(), action: 'workspace.create', object: 'register', payload: stableJson(register)}),
      )
    } finally {
      await store.close()
    }
    if (!this.jsonEnabled()) {
      this.log(this.say({vi: `Đã tạo thư mục làm việc: ${folder}`, en: `Workspace made: ${folder}`}))
      for (const system of register.systems)
        this.log(`  ${system.id}: ${system.name} (${this.say({vi: 'cấp độ', en: 'level'})} ${system.level ?? '–'})`)
      this.log(`${this.say({vi: 'Chạy tiếp', en: 'Next'})}: ${invocation('audit', folder)}`)
    }
    return {workspace: folder, sample: workspace.sample, systems: register.systems.map(({id, name, level}) => ({id, name, level}))}
  }
}

type Sample = Awaited<ReturnType<typeof import('../content/load-sample.ts').loadSample>>

function withEndpoints(sample: Sample, declared: number | undefined): Sample {
  if (declared === undefined) return sample
  // The number given is that of the one system whose PCs the sample is about.
  const systems = sample.register.systems.map((system) =>
    system.state === 'approved' ? {...system, endpoints: {...system.endpoints, declared}} : system,
  )
  return {...sample, register: {...sample.register, systems}}
}

function emptyWorkspace(
  flags: {organisation?: string | undefined; parent?: string | undefined; place?: string | undefined; abbreviation?: string | undefined},
  like: Sample['workspace'],
): Sample['workspace'] {
  const missing = (['organisation', 'parent', 'place', 'abbreviation'] as const).filter((name) => !flags[name])
  if (missing.length > 0)
    throw new UserError({
      code: 'missing-flags',
      what: {vi: `Thiếu ${missing.map((name) => `--${name}`).join(', ')}`, en: `${missing.map((name) => `--${name}`).join(', ')} missing`},
      where: 'stp-sec init',
      next: {vi: 'Ghi đủ bốn mục, hoặc dùng --sample để dựng hồ sơ mẫu.', en: 'Give all four, or use --sample.'},
    })
  const {organisation = '', parent = '', place = '', abbreviation = ''} = flags
  return {...like, sample: false, organisation: {name: organisation, parent, place, abbreviation}, offices: []}
}
