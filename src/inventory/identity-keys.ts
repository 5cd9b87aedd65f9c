import type {Identity} from '../model/identity.ts'
import type {IdentityKey, IdentityRules} from '../model/identity-rules.ts'

/** The values of an identity that say which machine it is, normalised; junk is left out. */
export type IdentityKeys = Partial<Record<IdentityKey, string[]>>

/** Keys of an identity: lower case, MACs with colons, without what many machines share by their making. */
export function keysOf(identity: Identity, {junk}: IdentityRules): IdentityKeys {
  const keys: IdentityKeys = {}
  const add = (key: IdentityKey, values: readonly (string | undefined)[]) => {
    const kept = [...new Set(values.flatMap((value) => (value === undefined ? [] : [value])))].sort()
    if (kept.length > 0) keys[key] = kept
  }
  add('uuid', [identity.uuid && readUuid(identity.uuid, junk)])
  add('serial', [identity.serial && readText(identity.serial, junk)])
  add('machineId', [identity.machineId && readText(identity.machineId.replace(/[{}]/g, ''), junk)])
  add('assetTag', [identity.assetTag && readText(identity.assetTag, junk)])
  add(
    'mac',
    identity.macs.map((mac) => readMac(mac, junk)),
  )
  add('hostname', [identity.hostname && readHostname(identity.hostname, junk)])
  return keys
}

type Junk = IdentityRules['junk']

function readText(text: string, junk: Junk): string | undefined {
  const value = text.normalize('NFC').replace(/\s+/g, ' ').trim().toLowerCase()
  const signs = value.replace(/[\s._-]/g, '')
  const empty = signs.length < junk.minLength || /^(.)\1*$/u.test(signs) || /^[01]+$/.test(signs)
  return empty || junk.words.includes(value) || junk.prefixes.some((prefix) => value.startsWith(prefix)) ? undefined : value
}

function readUuid(text: string, junk: Junk): string | undefined {
  const uuid = text.trim().toLowerCase().replace(/[{}]/g, '')
  if (!/^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/.test(uuid)) return undefined
  if (/^(.)\1*$/.test(uuid.replaceAll('-', ''))) return undefined
  return junk.uuids.includes(uuid) || junk.uuidPrefixes.some((prefix) => uuid.startsWith(prefix)) ? undefined : uuid
}

/** "00-1A-2B-3C-4D-5E", "001a.2b3c.4d5e" and "00:1a:2b:3c:4d:5e" are one address. */
function readMac(text: string, junk: Junk): string | undefined {
  const digits = text.toLowerCase().replace(/[^0-9a-f]/g, '')
  if (digits.length !== 12 || /^(.)\1*$/.test(digits)) return undefined
  const mac = digits.replace(/..(?!$)/g, '$&:')
  // A group address is no card's own.
  if ((Number.parseInt(digits.slice(0, 2), 16) & 1) === 1) return undefined
  return junk.macs.includes(mac) || junk.macPrefixes.some((prefix) => mac.startsWith(prefix)) ? undefined : mac
}

/** The name without its domain: a PC that joins one keeps its name. */
function readHostname(text: string, junk: Junk): string | undefined {
  const name = text.normalize('NFC').trim().toLowerCase()
  const short = /^\d+(?:\.\d+){3}$/.test(name) ? '' : (name.split('.')[0] ?? '')
  return short === '' || junk.hostnames.includes(short) || junk.hostnames.includes(name) ? undefined : short
}
