import type {DistinguishedName} from './distinguished-name.ts'
import type {NameConstraints} from './extensions.ts'
import type {GeneralNames} from './general-names.ts'
import type {Certificate} from './read-certificate.ts'

/** Comparisons that one path may cost; a path that wants more is refused, as OpenSSL does. */
const mostComparisons = 1_000_000

/** True when a certificate below keeps to the names that one above it is limited to (RFC 5280, 6.1.4 g). */
export function keepsTo({permitted, excluded}: NameConstraints, certificate: Certificate): boolean {
  const {names} = certificate.extensions
  const dns = (names?.dns ?? []).map((name) => name.toLowerCase())
  const ip = names?.ip ?? []
  const directory = [...(names?.directory ?? []), ...(certificate.subject.parts.length > 0 ? [certificate.subject] : [])]
  const size = dns.length + ip.length + directory.length
  if (size * (sizeOf(permitted) + sizeOf(excluded)) > mostComparisons) return false
  // A kind of name that is limited here and not understood must not be there at all.
  const unread = new Set([...(permitted?.others ?? []), ...(excluded?.others ?? [])])
  if (names?.others.some((tag) => unread.has(tag))) return false
  return (
    areInside(dns, permitted?.dns, isBelow) &&
    areOutside(dns, excluded?.dns, mayBeBelow) &&
    areInside(ip, permitted?.ip, isWithin) &&
    areOutside(ip, excluded?.ip, isWithin) &&
    areInside(directory, permitted?.directory, beginsWith) &&
    areOutside(directory, excluded?.directory, beginsWith)
  )
}

type Fits<T> = (name: T, base: T) => boolean

/** A kind that is not limited may have any name. */
const areInside = <T>(names: readonly T[], bases: readonly T[] = [], fits: Fits<T>) =>
  bases.length === 0 || names.every((name) => bases.some((base) => fits(name, base)))

const areOutside = <T>(names: readonly T[], bases: readonly T[] = [], fits: Fits<T>) =>
  !names.some((name) => bases.some((base) => fits(name, base)))

const sizeOf = (names: GeneralNames | undefined) => (names ? names.dns.length + names.ip.length + names.directory.length : 0)

/** "gov.vn" holds itself and all below; with a dot before it, as many write, only what is below. */
function isBelow(name: string, written: string): boolean {
  const base = written.toLowerCase()
  if (base === '') return true
  if (base.startsWith('.')) return name.endsWith(base)
  return name === base || name.endsWith(`.${base}`)
}

/** A wildcard stands for each label in its place, so also for one that is excluded. */
const mayBeBelow = (name: string, base: string) =>
  isBelow(name, base) || (name.startsWith('*.') && base.toLowerCase().replace(/^\.?[^.]+/, '') === name.slice(1))

/** Address and mask one after another. */
function isWithin(address: Uint8Array, range: Uint8Array): boolean {
  const half = range.length / 2
  if (address.length !== half) return false
  return address.every((byte, at) => (byte & (range[half + at] ?? 0)) === ((range[at] ?? 0) & (range[half + at] ?? 0)))
}

const beginsWith = (name: DistinguishedName, base: DistinguishedName) => base.parts.every((part, at) => name.parts[at] === part)
