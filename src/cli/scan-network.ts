import {createHash} from 'node:crypto'
import {mkdir, readFile, rename, rm, stat} from 'node:fs/promises'
import {join} from 'node:path'
import {nmapArgs} from '../collect/host/nmap-args.ts'
import {runNmap, type ScanEnd} from '../collect/host/run-nmap.ts'
import {loadIdentityRules} from '../content/load-identity-rules.ts'
import {loadScanRules} from '../content/load-scan-rules.ts'
import {pairDevices} from '../inventory/pair-devices.ts'
import {addressesWithin, readScanRange} from '../inventory/scan-range.ts'
import type {Network} from '../lib/address.ts'
import {UserError} from '../lib/user-error.ts'
import {openToRead} from '../store/folder-store.ts'
import {rangeRefused} from './range-refused.ts'

export interface ScanPlan {
  ranges: Network[]
  /** Addresses of machines that handle state secrets: never reached. */
  exclude: string[]
  /** Such machines whose address nobody has entered. */
  unplaced: string[]
  args: (file: string) => string[]
}

export interface ScanAsked {
  folder: string
  /** Empty: every network that the workspace allows. */
  ranges: readonly string[]
  rate: number | undefined
  elevated: boolean
}

/** What a scan would ask of whom; refuses ranges that are not the office's own. */
export async function planScan({folder, ranges: asked, rate, elevated}: ScanAsked): Promise<ScanPlan> {
  const rules = loadScanRules()
  const store = await openToRead(folder)
  try {
    const [workspace, register, listed] = await Promise.all([store.readWorkspace(), store.readRegister(), store.listEndpoints()])
    const allowed = (workspace.networks ?? []).map(({cidr}) => cidr)
    const wanted = asked.length > 0 ? asked : allowed
    if (wanted.length === 0)
      throw new UserError({
        code: 'no-networks',
        what: {vi: 'Chưa khai mạng nào của đơn vị để quét', en: 'No network of the office is entered for scanning'},
        where: join(folder, 'workspace.json'),
        next: {
          vi: 'Khai mạng: stp-sec network add 192.168.10.0/24 --office MÃ.',
          en: 'Enter one: stp-sec network add 192.168.10.0/24 --office ID.',
        },
      })
    const ranges = wanted.map((text) => {
      const read = readScanRange(text, allowed, rules.smallestPrefix)
      if ('fault' in read) throw rangeRefused(text, read.fault, rules.smallestPrefix)
      return read.network
    })
    const rows = listed.map((one) => {
      // A machine that cannot be read may be one that must never be reached: then nothing is scanned.
      if (!one.ok) throw one.error
      return one.row
    })
    const pairs = pairDevices(register.devices, rows, loadIdentityRules())
    const secret = register.devices.filter(({stateSecrets}) => stateSecrets)
    const addressesOf = new Map(rows.map(({id, identity}) => [id, identity.addresses]))
    const known = secret.map((device) => ({
      device,
      addresses: [...device.addresses, ...(addressesOf.get(pairs.get(device.id)?.endpoint ?? '') ?? [])],
    }))
    const exclude = addressesWithin(
      known.flatMap(({addresses}) => addresses),
      ranges,
    )
    return {
      ranges,
      exclude,
      unplaced: known.filter(({addresses}) => addresses.length === 0).map(({device}) => device.name),
      args: (file) => nmapArgs({rules, elevated, ranges: ranges.map(({text}) => text), exclude, rate, file}),
    }
  } finally {
    await store.close()
  }
}

/** Runs the scan and keeps its file in the workspace, named by its time and content. Undefined when nmap wrote nothing. */
export async function runScan(
  plan: ScanPlan,
  folder: string,
  program: string,
  now: Date,
  signal: AbortSignal,
): Promise<{end: ScanEnd; file: string | undefined}> {
  const place = join(folder, 'scans')
  await mkdir(place, {recursive: true, mode: 0o700})
  const stamp = now.toISOString().replace(/[:.]/g, '').slice(0, 15)
  const temporary = join(place, `.${stamp}-${process.pid}.xml`)
  const end = await runNmap(program, plan.args(temporary), signal)
  const size = (await stat(temporary).catch(() => undefined))?.size ?? 0
  if (size === 0) {
    await rm(temporary, {force: true})
    return {end, file: undefined}
  }
  const hash = createHash('sha256')
    .update(await readFile(temporary))
    .digest('hex')
    .slice(0, 12)
  const file = join(place, `${stamp}-${hash}.xml`)
  await rename(temporary, file)
  return {end, file}
}

/** Why a scan gave nothing. */
export function scanFailed(end: ScanEnd, program: string): UserError {
  if (end.kind === 'missing')
    return new UserError({
      code: 'no-nmap',
      what: {vi: 'Không tìm thấy chương trình nmap', en: 'The program nmap was not found'},
      where: program,
      next: {
        vi: 'Cài nmap (nmap.org, hoặc "sudo apt install nmap"), hoặc chỉ đường dẫn bằng --nmap; cũng có thể nhập tệp XML của lần quét khác bằng "stp-sec import".',
        en: 'Install nmap (nmap.org, or "sudo apt install nmap"), or name its path with --nmap; the XML of another scan can be imported with "stp-sec import".',
      },
    })
  const detail = end.kind === 'failed' ? end.detail : ''
  return new UserError({
    code: 'scan-failed',
    what: {
      vi: `nmap dừng mà không ghi kết quả${detail ? `: ${detail}` : ''}`,
      en: `nmap ended without a result${detail ? `: ${detail}` : ''}`,
    },
    where: program,
    next: {
      vi: 'Chạy lại với --dry-run để xem tham số, rồi chạy nmap bằng tay để xem lỗi.',
      en: 'Use --dry-run to see the arguments, then run nmap by hand to see the error.',
    },
  })
}
