import type {RangeFault} from '../inventory/scan-range.ts'
import {UserError} from '../lib/user-error.ts'
import type {Localized} from '../model/text.ts'

/** Why a range is neither entered nor scanned. */
export function rangeRefused(range: string, fault: RangeFault, smallestPrefix: number): UserError {
  const what: Record<RangeFault, Localized> = {
    'not-a-range': {vi: 'Đây không phải dải địa chỉ IPv4', en: 'This is no range of IPv4 addresses'},
    'not-private': {
      vi: 'Chỉ quét mạng nội bộ của đơn vị; đây là địa chỉ công cộng',
      en: 'Only own internal networks are scanned; this is a public address',
    },
    'too-wide': {vi: `Dải rộng hơn /${smallestPrefix}`, en: `The range is wider than /${smallestPrefix}`},
    'not-allowed': {vi: 'Dải này chưa được khai là mạng của đơn vị', en: 'This range is not entered as a network of the office'},
  }
  const next: Record<RangeFault, Localized> = {
    'not-a-range': {vi: 'Viết dạng 10.1.2.0/24 hoặc một địa chỉ.', en: 'Write it as 10.1.2.0/24, or one address.'},
    'not-private': {
      vi: 'Dùng dải 10.x, 172.16-31.x hoặc 192.168.x của đơn vị.',
      en: "Use a range of the office's own: 10.x, 172.16-31.x or 192.168.x.",
    },
    'too-wide': {vi: 'Chia thành các dải nhỏ hơn.', en: 'Divide it into smaller ranges.'},
    'not-allowed': {
      vi: `Khai mạng trước: stp-sec network add ${range} --office MÃ.`,
      en: `Enter it first: stp-sec network add ${range} --office ID.`,
    },
  }
  return new UserError({code: `range-${fault}`, what: what[fault], where: range, next: next[fault]})
}
