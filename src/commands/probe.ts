import {once} from 'node:events'
import {existsSync} from 'node:fs'
import {join, resolve} from 'node:path'
import {Args, Flags} from '@oclif/core'
import {BaseCommand, workspaceFlag} from '../cli/base-command.ts'
import {UserError} from '../lib/user-error.ts'
import type {RegisteredSite} from '../model/registered-site.ts'
import {type ProbeGroup, probeGroupNames} from '../probe/groups.ts'

export default class Probe extends BaseCommand {
  static override summary = 'Kiểm tra trang, dịch vụ công khai từ bên ngoài: TLS, chuyển hướng, dữ liệu cá nhân bị lộ.'
  static override description =
    'Không ghi gì thì kiểm tra mọi trang đang hoạt động trong sổ. Chỉ hỏi như người truy cập, chậm và có giới hạn; không thử mật khẩu, không khai thác lỗ hổng. Chỉ tới địa chỉ công khai, trừ khi thêm --allow-address. Mã thoát 1 khi có lỗi hoặc có điểm chưa đánh giá được.'
  static override examples = [
    '<%= config.bin %> probe',
    '<%= config.bin %> probe https://sotuphap.example.gov.vn/ --json',
    '<%= config.bin %> probe @danh-sach.txt --only tls --concurrency 50',
  ]
  static override strict = false
  static override args = {site: Args.string({description: 'Mã trang, địa chỉ, hoặc @TỆP mỗi dòng một địa chỉ.'})}
  static override flags = {
    workspace: workspaceFlag,
    only: Flags.option({options: probeGroupNames, multiple: true})({summary: 'Chỉ một số nhóm; ghi nhiều lần được.', helpValue: 'NHÓM'}),
    'allow-address': Flags.string({
      multiple: true,
      helpValue: 'CIDR',
      summary: 'Cho phép cả địa chỉ không công khai này, cho trang nội bộ.',
    }),
    dns: Flags.string({
      multiple: true,
      helpValue: 'MÁY:CỔNG',
      summary: 'Máy chủ DNS để hỏi, thay cho máy chủ của máy này; nên là máy có xác thực DNSSEC.',
    }),
    ca: Flags.string({helpValue: 'TỆP', summary: 'Tệp PEM của các gốc tin cậy khác, ví dụ gốc riêng của cơ quan.'}),
    active: Flags.boolean({summary: 'Cả các phép hỏi mà người truy cập thường không làm.'}),
    concurrency: Flags.integer({min: 1, max: 500, default: 20, helpValue: 'SỐ', summary: 'Số trang cùng lúc.'}),
    contact: Flags.string({helpValue: 'THƯ', summary: 'Địa chỉ thư điện tử để chủ trang liên hệ, gửi kèm mỗi yêu cầu.'}),
  }

  async run(): Promise<undefined> {
    const {argv, flags} = await this.parse(Probe)
    const {namedTargets, runProbes} = await import('../cli/run-probes.ts')
    const words = argv as string[]
    const sites = await this.registeredSites(resolve(flags.workspace), words.length === 0)
    const wanted = words.length > 0 ? words : sites.filter(({status}) => status === undefined || status === 'operating').map(({id}) => id)
    const targets = namedTargets(wanted, sites)
    const {probeLines} = await import('../cli/probe-lines.ts')
    const json = this.jsonEnabled()
    let count = 0
    let isClean = true
    await runProbes({
      targets,
      allow: flags['allow-address'] ?? [],
      ca: flags.ca,
      dns: flags.dns ?? [],
      groups: new Set<ProbeGroup>(flags.only ?? probeGroupNames),
      active: flags.active,
      concurrency: flags.concurrency,
      contact: flags.contact,
      language: this.language,
      signal: this.interrupted.signal,
      take: async (result) => {
        isClean &&= result.status === 'ok' && result.results.every(({outcome}) => outcome !== 'fail') && result.notAssessed.length === 0
        if (json) await writeOut(`${count === 0 ? '[' : ','}\n${JSON.stringify(result)}`)
        else for (const line of probeLines(result, this.language)) this.log(line)
        count++
      },
    })
    if (json) await writeOut(count === 0 ? '[]\n' : '\n]\n')
    else
      this.log(
        this.say({
          vi: `Đã kiểm tra ${count} trang. Kết quả là tự rà soát, không phải kết luận của cơ quan có thẩm quyền.`,
          en: `${count} sites probed. The result is self-review, never the conclusion of an authority.`,
        }),
      )
    if (!isClean) process.exitCode = 1
  }

  /** Addresses may be probed without a workspace; the register is needed where none is named. */
  private async registeredSites(folder: string, isNeeded: boolean): Promise<RegisteredSite[]> {
    if (!isNeeded && !existsSync(join(folder, 'workspace.json'))) return []
    const {readRegisterAndOffices} = await import('../cli/register-read.ts')
    const {register} = await readRegisterAndOffices(folder)
    if (isNeeded && register.sites.length === 0)
      throw new UserError({
        code: 'no-sites',
        what: {vi: 'Sổ chưa có trang nào', en: 'The register has no site yet'},
        where: folder,
        next: {
          vi: 'Thêm bằng "stp-sec site add --url https://…", hoặc ghi địa chỉ ngay sau lệnh.',
          en: 'Add one with "stp-sec site add --url https://…", or give an address after the command.',
        },
      })
    return register.sites
  }
}

async function writeOut(text: string): Promise<void> {
  if (!process.stdout.write(text)) await once(process.stdout, 'drain')
}
