import type {NameConstraints} from './extensions.ts'
import type {GeneralNames} from './general-names.ts'
import type {Certificate} from './read-certificate.ts'

/** Comparisons that one path may cost; a path that wants more is refused, as OpenSSL does. */
const mostComparisons = 1_000_000

/** True when a certificate below keeps to the names that one above it is limited to (RFC 5280, 6.1.4 g). */
export function keepsTo(constraints: NameConstraints, certificate: Certificate): boolean {
  const {permitted, excluded} = constraints
  const names = certificate.extensions.names
  const dns = (names?.dns ?? []).map((name) => name.toLowerCase())
  const ip = names?.ip ?? []
  const directory = [...(names?.directory ?? []), ...(certificate.subject.parts.length > 0 ? [certificate.subject] : [])]
  const size = dns.length + ip.length + directory.length
  const limits = sizeOf(permitted) + sizeOf(excluded)
  if (size * limits > mostComparisons) return false
  // A kind of name that is limited here and not understood must not be there at all.
  const unread = new Set([...(permitted?.others ?? []), ...(excluded?.others ?? [])])
  if (names?.others.some((tag) => unread.has(tag))) return false
  const kinds = [
    [dns, 'dns', isBelow],
    [ip, 'ip', isWithin],
    [
      directory,
      'directory',
      (name: {parts: readonly string[]}, base: {parts: readonly string[]}) => base.parts.every((part, at) => name.parts[at] === part),
    ],
  ] as const
  return kinds.every(([values, kind, fits]) => {
    const test = fits as (value: unknown, base: unknown) => boolean
    const allowed: readonly unknown[] = permitted?.[kind] ?? []
    const forbidden: readonly unknown[] = excluded?.[kind] ?? []
    return values.every(
      (value: unknown) =>
        (allowed.length === 0 || allowed.some((base) => test(value, base))) && !forbidden.some((base) => test(value, base)),
    )
  })
}

const sizeOf = (names: GeneralNames | undefined) => (names ? names.dns.length + names.ip.length + names.directory.length : 0)

/** "gov.vn" holds itself and all below; a dot before it, as many write, holds what is below. A wildcard counts with all it stands for. */
function isBelow(name: string, written: string): boolean {
  const base = written.toLowerCase()
  if (base === '') return true
  const host = name.startsWith('*.') ? name.slice(2) : name
  return base.startsWith('.')
    ? host.endsWith(base) || (name.startsWith('*.') && host === base.slice(1))
    : host === base || host.endsWith(`.${base}`)
}

/** Address and mask one after another. */
function isWithin(address: Uint8Array, range: Uint8Array): boolean {
  const half = range.length / 2
  if (address.length !== half) return false
  return address.every((byte, at) => (byte & (range[half + at] ?? 0)) === ((range[at] ?? 0) & (range[half + at] ?? 0)))
}
