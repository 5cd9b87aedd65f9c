import {resolve} from 'node:path'
import {Args, Flags} from '@oclif/core'
import {BaseCommand, formatFacing, workspaceFlag} from '../cli/base-command.ts'
import {wrap} from '../cli/columns.ts'
import {UserError} from '../lib/user-error.ts'

export default class Scan extends BaseCommand {
  static override summary = 'Quét mạng nội bộ đã khai bằng nmap: thiết bị nào đang có, cổng nào đang mở.'
  static override description =
    'Chỉ quét dải đã khai ("network add"), chỉ địa chỉ nội bộ, tốc độ có giới hạn, chỉ hỏi dịch vụ tự giới thiệu. Máy xử lý bí mật nhà nước được loại trừ. Ctrl-C dừng quét và giữ phần đã xong (mã thoát 130).'
  static override examples = ['<%= config.bin %> scan --dry-run', '<%= config.bin %> scan 192.168.10.0/24']
  static override strict = false
  static override args = {range: Args.string({description: 'Dải địa chỉ; không ghi thì quét mọi mạng đã khai.'})}
  static override flags = {
    workspace: workspaceFlag,
    'dry-run': Flags.boolean({summary: 'Chỉ cho xem sẽ hỏi gì, hỏi ai; không quét.'}),
    nmap: Flags.string({default: 'nmap', helpValue: 'TỆP', summary: 'Đường dẫn chương trình nmap.'}),
    rate: Flags.integer({min: 1, max: 2000, helpValue: 'SỐ', summary: 'Số gói tin mỗi giây, thay cho mức trong policies/scan-ports.yaml.'}),
    'confirm-offline': Flags.boolean({summary: 'Xác nhận máy xử lý bí mật nhà nước không có địa chỉ trong sổ đều không nối mạng.'}),
  }

  async run(): Promise<unknown> {
    const {argv, flags} = await this.parse(Scan)
    const folder = resolve(flags.workspace)
    const {planScan, runScan, scanFailed} = await import('../cli/scan-network.ts')
    const elevated = process.getuid?.() === 0
    const plan = await planScan({folder, ranges: argv as string[], rate: flags.rate, elevated})
    const shown = {ranges: plan.ranges.map(({text}) => text), excluded: plan.exclude, unplaced: plan.unplaced}
    if (flags['dry-run']) {
      const args = plan.args('scans/….xml')
      if (!this.jsonEnabled()) {
        for (const line of wrap([flags.nmap, ...args].join(' '))) this.log(line)
        this.log(
          this.say({
            vi: `Dải: ${shown.ranges.join(', ')}. Loại trừ: ${plan.exclude.join(', ') || 'không có'}.`,
            en: `Ranges: ${shown.ranges.join(', ')}. Left out: ${plan.exclude.join(', ') || 'none'}.`,
          }),
        )
      }
      return {...shown, program: flags.nmap, args}
    }
    if (plan.unplaced.length > 0 && !flags['confirm-offline']) throw unplacedSecrets(plan.unplaced)
    if (!this.jsonEnabled()) this.log(this.say({vi: `Đang quét ${shown.ranges.join(', ')}…`, en: `Scanning ${shown.ranges.join(', ')}…`}))
    const {end, file} = await runScan(plan, folder, flags.nmap, new Date(), this.interrupted.signal)
    if (file === undefined) {
      if (end.kind === 'interrupted') this.interrupted.signal.throwIfAborted()
      throw scanFailed(end, flags.nmap)
    }
    const {importScan} = await import('../cli/import-scan.ts')
    const {report, stored} = await importScan(folder, file)
    if (!this.jsonEnabled()) {
      const {importLines} = await import('../cli/import-lines.ts')
      for (const line of importLines(report, stored, this.language)) this.log(line)
      if (report.failure) process.stderr.write(`${formatFacing(report.failure, this.language)}\n`)
      this.log(this.say({vi: 'Xem thiết bị lạ: stp-sec host list', en: 'See strange devices: stp-sec host list'}))
    }
    if (end.kind === 'interrupted') process.exitCode = 130
    else if (report.failure) process.exitCode = 2
    else if (report.incomplete || end.kind === 'failed') process.exitCode = 1
    const {summaryOf} = await import('../cli/import-json.ts')
    return {...shown, file, end: end.kind, ...summaryOf(report, this.language), ...stored}
  }
}

function unplacedSecrets(names: readonly string[]): UserError {
  const list = names.slice(0, 10).join(', ')
  return new UserError({
    code: 'state-secrets-unplaced',
    what: {
      vi: `Máy xử lý bí mật nhà nước chưa có địa chỉ trong sổ nên không loại trừ được: ${list}`,
      en: `Machines with state secrets have no address in the register, so they cannot be left out: ${list}`,
    },
    where: 'device',
    next: {
      vi: 'Ghi địa chỉ bằng "stp-sec device edit", hoặc thêm --confirm-offline nếu chắc chắn các máy này không nối mạng.',
      en: 'Enter addresses with "stp-sec device edit", or add --confirm-offline when these machines are surely on no network.',
    },
  })
}
