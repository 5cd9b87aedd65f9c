import {loadDataSources} from '../content/load-data-sources.ts'
import {allowedAddress} from '../data-sets/address.ts'
import {hashGiven} from '../data-sets/check-hash.ts'
import {download} from '../data-sets/download.ts'
import {refuse} from '../data-sets/refuse.ts'
import {nearest} from '../lib/nearest.ts'
import {UserError} from '../lib/user-error.ts'
import {type DataSetId, type DataSource, dataSetIds} from '../model/data-sets.ts'
import {toolName, toolVersion} from '../version.ts'
import type {DataRun} from './data-run.ts'

export interface UpdateOptions {
  url: string | undefined
  sha256: string | undefined
  timeoutMs: number
  signal: AbortSignal
  onStart: (set: DataSetId) => void
}

/** Without an answer for so long, no answer will come. */
const silenceMs = 20_000

/** What is to be fetched: the sets that were named, else all that have an address. */
export function updateItems(names: readonly string[], options: UpdateOptions): DataRun['items'] {
  const {sets} = loadDataSources()
  const named = [...new Set(names.map(requireSet))]
  if ((options.url !== undefined || options.sha256 !== undefined) && named.length !== 1) throw oneSetOnly()
  const chosen = named.length > 0 ? named : dataSetIds.filter((set) => sets[set].url !== undefined)
  return chosen.map((set) => ({
    name: set,
    get: async () => {
      const address = allowedAddress(
        addressOf(set, sets[set], options.url),
        options.url === undefined ? 'policies/data-sources.yaml' : '--url',
      )
      options.onStart(set)
      const bytes = await download({
        address,
        limits: {
          maxBytes: sets[set].maxMegabytes * 1024 * 1024,
          timeoutMs: options.timeoutMs,
          silenceMs: Math.min(silenceMs, options.timeoutMs),
        },
        userAgent: `${toolName}/${toolVersion}`,
        obtain: sets[set].obtain,
        signal: options.signal,
      })
      const {sha256} = options
      const expected = sha256 === undefined ? undefined : {sha256: hashGiven(sha256, '--sha256'), by: 'hash' as const, where: '--sha256'}
      return {bytes, where: address.href, from: address.href, expected, carried: address.protocol === 'https:' ? 'tls' : 'none', only: set}
    },
  }))
}

function requireSet(name: string): DataSetId {
  const known = dataSetIds.find((set) => set === name)
  if (known) return known
  const close = nearest(name, dataSetIds)
  throw new UserError({
    code: 'unknown-set',
    what: {vi: `Không có bộ dữ liệu "${name}"`, en: `There is no data set "${name}"`},
    where: 'stp-sec data update',
    next: close
      ? {vi: `Có phải ý bạn là "${close}"?`, en: `Did you mean "${close}"?`}
      : {vi: `Dùng một trong: ${dataSetIds.join(', ')}.`, en: `Use one of: ${dataSetIds.join(', ')}.`},
  })
}

function addressOf(set: DataSetId, {url, obtain}: DataSource, given: string | undefined): string {
  const address = given ?? url
  if (address !== undefined) return address
  throw refuse(
    'no-address',
    set,
    {vi: `Bộ ${set} không có địa chỉ để tải`, en: `${set} has no address to fetch it from`},
    {
      vi: `${obtain.vi} Sau đó chạy "stp-sec data import TỆP".`,
      en: `${obtain.en} Then run "stp-sec data import FILE".`,
    },
  )
}

function oneSetOnly(): UserError {
  return new UserError({
    code: 'one-set-only',
    what: {vi: '--url và --sha256 chỉ dùng khi nêu đúng một bộ dữ liệu', en: '--url and --sha256 need exactly one data set'},
    where: 'stp-sec data update',
    next: {
      vi: 'Nêu tên bộ, ví dụ: stp-sec data update kev --url ĐỊA_CHỈ.',
      en: 'Name it, for example: stp-sec data update kev --url ADDRESS.',
    },
  })
}
