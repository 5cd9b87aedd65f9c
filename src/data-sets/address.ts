import {refuse} from './refuse.ts'

const loopback = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/i

export function isLoopback(address: URL): boolean {
  return loopback.test(address.hostname)
}

/** An address that may be fetched: https, or http to this machine itself; nothing with a password in it. */
export function allowedAddress(text: string, where: string): URL {
  const address = URL.canParse(text) ? new URL(text) : undefined
  const isSafe = address?.protocol === 'https:' || (address?.protocol === 'http:' && isLoopback(address))
  if (address && isSafe && address.username === '' && address.password === '') return address
  throw refuse(
    'bad-address',
    where,
    {
      vi: 'Địa chỉ không dùng được: chỉ chấp nhận https://, không kèm mật khẩu',
      en: 'The address cannot be used: https:// only, without a password',
    },
    {
      vi: 'Sửa địa chỉ, hoặc tải tệp bằng cách khác rồi dùng "stp-sec data import".',
      en: 'Correct it, or get the file otherwise and use "stp-sec data import".',
    },
  )
}
