import {existsSync} from 'node:fs'
import {join, resolve} from 'node:path'
import {Args, Flags} from '@oclif/core'
import {BaseCommand, formatFacing, workspaceFlag} from '../cli/base-command.ts'
import {wrap} from '../cli/columns.ts'
import {writeOut} from '../cli/write-out.ts'
import type {SiteTarget} from '../collect/site/context.ts'
import {formatMoment} from '../lib/dates.ts'
import {expectShortRun, growNewSpaceTo, keepHeapSmall} from '../lib/small-heap.ts'
import {UserError} from '../lib/user-error.ts'
import type {RegisteredSite} from '../model/registered-site.ts'
import {type ProbeGroup, probeGroupNames} from '../probe/groups.ts'
import type {ProbeOrderRecord, ProbeRun} from '../store/probe-runs.ts'

interface ProbeFlags {
  only?: ProbeGroup[] | undefined
  'allow-address'?: string[] | undefined
  ca?: string | undefined
  crl?: string[] | undefined
  dns?: string[] | undefined
  'strict-robots'?: boolean
  'max-pages'?: number | undefined
  'vn-roots'?: boolean
  active?: boolean
  concurrency: number
  window?: string | undefined
  contact?: string | undefined
  permission?: string | undefined
}

/** From here on a run takes minutes: collecting garbage costs more than room for it. */
const manySites = 50

interface ProbePlan {
  targets: SiteTarget[]
  options: ProbeOrderRecord['options']
  /** Absent where nothing is kept. */
  run?: ProbeRun
}

export default class Probe extends BaseCommand {
  static override summary =
    'Kiểm tra trang, dịch vụ công khai từ bên ngoài: TLS, chuyển hướng, tên miền, thư điện tử, dữ liệu cá nhân bị lộ.'
  static override description =
    'Không ghi gì thì kiểm tra mọi trang đang hoạt động trong sổ. Chỉ hỏi như người truy cập, chậm và có giới hạn; không thử mật khẩu, không khai thác lỗ hổng. Chỉ tới địa chỉ công khai, trừ khi thêm --allow-address. Trong thư mục làm việc thì kết quả được lưu lại. Mã thoát 1 khi có lỗi hoặc có điểm chưa đánh giá được.'
  static override examples = [
    '<%= config.bin %> probe',
    '<%= config.bin %> probe https://sotuphap.example.gov.vn/ --json',
    '<%= config.bin %> probe --resume',
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
    'max-pages': Flags.integer({
      min: 1,
      max: 500,
      helpValue: 'SỐ',
      summary: 'Số trang con xem tối đa ở một trang; không quá số yêu cầu trong policies/site/politeness.yaml.',
    }),
    'strict-robots': Flags.boolean({
      summary: 'Điều robots.txt cấm thì không hỏi, kể cả trang chủ, sitemap và security.txt; phần đó chưa đánh giá được.',
    }),
    concurrency: Flags.integer({min: 1, max: 500, default: 20, helpValue: 'SỐ', summary: 'Số trang cùng lúc.'}),
    window: Flags.string({
      helpValue: 'GIỜ-GIỜ',
      summary: 'Chỉ bắt đầu với một trang trong khung giờ này (giờ Việt Nam), ví dụ 22:00-05:00; ngoài giờ thì chờ.',
    }),
    crl: Flags.string({multiple: true, helpValue: 'TỆP', summary: 'Danh sách chứng thư bị thu hồi (.crl) đã tải về.'}),
    'vn-roots': Flags.boolean({summary: 'Tin cả gốc của dịch vụ chứng thực chữ ký số chuyên dùng Chính phủ.'}),
    permission: Flags.string({helpValue: 'VĂN BẢN', summary: 'Văn bản cho phép kiểm tra, ghi vào nhật ký cùng đợt này.'}),
    resume: Flags.boolean({summary: 'Làm tiếp đợt bị dừng: trang đã xong không hỏi lại.'}),
    'no-store': Flags.boolean({summary: 'Không lưu kết quả vào thư mục làm việc.'}),
    contact: Flags.string({helpValue: 'THƯ', summary: 'Địa chỉ thư điện tử để chủ trang liên hệ, gửi kèm mỗi yêu cầu.'}),
  }

  async run(): Promise<undefined> {
    keepHeapSmall()
    const {argv, flags} = await this.parse(Probe)
    const folder = resolve(flags.workspace)
    const isKept = existsSync(join(folder, 'workspace.json')) && !flags['no-store']
    const plan = flags.resume
      ? await this.resumedPlan(folder, argv as string[])
      : await this.newPlan(folder, argv as string[], flags, isKept)
    const {targets, options, run} = plan
    if (targets.length >= manySites) growNewSpaceTo(8 * 1024 * 1024)
    else expectShortRun()
    const [{runProbes}, {probeLines}, keeping] = await Promise.all([
      import('../cli/run-probes.ts'),
      import('../cli/probe-lines.ts'),
      run && import('../cli/probe-keeper.ts'),
    ])
    const groups = new Set(options.only as ProbeGroup[])
    const keeper = run && keeping?.createProbeKeeper(folder, run, groups, 'stp-sec probe')
    const earlier = run && (await keeping?.storedFacts(folder, [...run.done.keys()]))
    const isDone = new Set(earlier?.ids)
    const json = this.jsonEnabled()
    const sayDetail = json ? undefined : await this.detailSpeaker()
    let count = 0
    let isClean = true
    try {
      await runProbes({
        ...options,
        targets: targets.filter(({id}) => !isDone.has(id)),
        groups,
        crls: options.crls,
        language: this.language,
        signal: this.interrupted.signal,
        onWait: (until) => process.stderr.write(`${this.waiting(until)}\n`),
        ...(earlier ? {earlier: earlier.read()} : {}),
        take: async (result, probed) => {
          isClean &&= result.status === 'ok' && result.results.every(({outcome}) => outcome !== 'fail') && result.notAssessed.length === 0
          // Stored before it is shown: what was printed is never lost.
          if (probed) await keeper?.put(probed.snapshot, probed.status)
          // Counted before it waits for the reader: other sites are done meanwhile.
          const isFirst = count++ === 0
          if (json) await writeOut(`${isFirst ? '[' : ','}\n${JSON.stringify(result)}`)
          else for (const line of probeLines(result, this.language, sayDetail)) this.log(line)
        },
      })
      await keeper?.end()
    } catch (error) {
      if (!this.interrupted.signal.aborted && count === 0) throw error
      process.exitCode = 130
      if (!this.interrupted.signal.aborted) await this.breakOff(error)
    } finally {
      await run?.close()
    }
    if (json) await writeOut(count === 0 ? '[]\n' : '\n]\n')
    if (!json) for (const line of wrap(this.lastLine(count, targets.length, run !== undefined))) this.log(line)
    if (!isClean && process.exitCode === undefined) process.exitCode = 1
  }

  /** Sites were printed already: the document is finished, and what went wrong is told beside it. */
  private async breakOff(error: unknown): Promise<void> {
    const [{describeFailure}, {isUserFacing}] = await Promise.all([import('../cli/describe-failure.ts'), import('../lib/user-error.ts')])
    const facing = isUserFacing(error) ? error : describeFailure(error as Error, 'probe')
    process.stderr.write(`${formatFacing(facing, this.language)}\n`)
    process.exitCode = 2
  }

  private async detailSpeaker(): Promise<(detail: string) => string> {
    const [{loadSiteDetails}, {createDetailSpeaker}] = await Promise.all([
      import('../content/load-site-details.ts'),
      import('../report/site/say-detail.ts'),
    ])
    return createDetailSpeaker(loadSiteDetails(), this.language)
  }

  private waiting(until: Date): string {
    const time = formatMoment(until.toISOString())
    return this.say({
      vi: `Ngoài khung giờ; chờ đến ${time}. Ctrl-C để dừng.`,
      en: `Outside the window; waiting until ${time}. Ctrl-C to stop.`,
    })
  }

  private lastLine(count: number, all: number, isKept: boolean): string {
    if (!this.interrupted.signal.aborted)
      return this.say({
        vi: `Đã kiểm tra ${count} trang. Kết quả là tự rà soát, không phải kết luận của cơ quan có thẩm quyền.`,
        en: `${count} sites probed. The result is self-review, never the conclusion of an authority.`,
      })
    return this.say(
      isKept
        ? {
            vi: `Đã dừng theo yêu cầu; ${count}/${all} trang đã lưu. Làm tiếp: stp-sec probe --resume`,
            en: `Stopped as asked; ${count} of ${all} sites are stored. Go on with: stp-sec probe --resume`,
          }
        : {
            vi: `Đã dừng theo yêu cầu sau ${count}/${all} trang; không lưu gì.`,
            en: `Stopped as asked after ${count} of ${all} sites; nothing is stored.`,
          },
    )
  }

  private async newPlan(folder: string, words: string[], flags: ProbeFlags, isKept: boolean): Promise<ProbePlan> {
    const {namedTargets} = await import('../cli/named-targets.ts')
    const sites = await this.registeredSites(folder, words.length === 0)
    const wanted = words.length > 0 ? words : sites.filter(({status}) => status === undefined || status === 'operating').map(({id}) => id)
    const targets = namedTargets(wanted, sites, folder)
    const options: ProbeOrderRecord['options'] = {
      only: flags.only ?? [...probeGroupNames],
      allow: flags['allow-address'] ?? [],
      ...(flags.ca === undefined ? {} : {ca: resolve(flags.ca)}),
      dns: flags.dns ?? [],
      crls: (flags.crl ?? []).map((path) => resolve(path)),
      stateRoots: flags['vn-roots'] === true,
      active: flags.active === true,
      strictRobots: flags['strict-robots'] === true,
      ...(flags['max-pages'] === undefined ? {} : {maxPages: flags['max-pages']}),
      concurrency: flags.concurrency,
      ...(flags.window === undefined ? {} : {window: flags.window}),
      ...(flags.contact === undefined ? {} : {contact: flags.contact}),
      ...(flags.permission === undefined ? {} : {permission: flags.permission}),
    }
    const {readProbeOptions} = await import('../cli/probe-options.ts')
    readProbeOptions(options)
    if (!isKept) return {targets, options}
    const {beginProbeRun} = await import('../store/probe-runs.ts')
    const at = new Date().toISOString()
    const order = {schema: 'stp-sec/probe-run/1' as const, startedAt: at, sites: targets.map(({id, url}) => ({id, url})), options}
    return {targets, options, run: await beginProbeRun(folder, order, {command: 'stp-sec probe', at})}
  }

  /** What the interrupted run was asked for, and nothing else: the same sites under the same limits. */
  private async resumedPlan(folder: string, words: string[]): Promise<ProbePlan> {
    const [{resumeProbeRun}, {resumedTargets}] = await Promise.all([import('../store/probe-runs.ts'), import('../cli/named-targets.ts')])
    const next = {
      vi: 'Chạy "stp-sec probe" để bắt đầu đợt mới; --resume chỉ làm tiếp đợt bị dừng, không ghi thêm trang.',
      en: 'Run "stp-sec probe" to begin a new run; --resume goes on with the one that was stopped, and takes no sites.',
    }
    if (words.length > 0)
      throw new UserError({
        code: 'resume-with-sites',
        what: {vi: '--resume không đi cùng tên trang', en: '--resume takes no sites'},
        where: words.join(' ').slice(0, 200),
        next,
      })
    const run = await resumeProbeRun(folder, {command: 'stp-sec probe --resume', at: new Date().toISOString()})
    if (!run)
      throw new UserError({
        code: 'nothing-to-resume',
        what: {vi: 'Không có đợt kiểm tra nào đang dở', en: 'No run was interrupted'},
        where: folder,
        next,
      })
    const targets = resumedTargets(run.order.sites, await this.registeredSites(folder, false), folder)
    return {targets, options: run.order.options, run}
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
