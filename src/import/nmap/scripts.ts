import {present} from '../../lib/present.ts'
import type {HostFactValue} from '../../model/facts/host.ts'
import {cleanText} from '../clean.ts'
import type {Flaw, HostRecord, TlsItem} from './host-record.ts'
import {elemOf, type ScriptTable, tableOf} from './script-tree.ts'

/** A finished script of a host; `port` is undefined for a host script. */
export interface Script {
  id: string
  output: string
  port: number | undefined
  root: ScriptTable
}

type Take = (script: Script, host: HostRecord) => void

const maxFlaws = 2000
const proven = /State: (?:LIKELY )?VULNERABLE/

const known = new Map<string, Take>([
  ['ssl-cert', takeCertificate],
  ['ssl-enum-ciphers', takeCiphers],
  ['sslv2', takeSslv2],
  ['smb-protocols', takeSmbProtocols],
  ['smb-os-discovery', takeSmbSystem],
  ['smb-security-mode', takeSmb1Signing],
  ['smb2-security-mode', takeSmb2Signing],
  ['vulners', takeVulners],
])

/** True for scripts whose output is understood: by name, or because it is a report of a tested vulnerability. */
export function isWanted(id: string, output: string): boolean {
  return known.has(id) || proven.test(output)
}

export function takeScript(script: Script, host: HostRecord): void {
  const take = known.get(script.id)
  if (take) take(script, host)
  else takeProven(script, host)
}

function takeCertificate({root, port}: Script, host: HostRecord): void {
  const validity = tableOf(root, 'validity')
  const key = tableOf(root, 'pubkey')
  const subject = tableOf(root, 'subject')
  const alternative = tableOf(root, 'extensions')?.tables.find((item) => elemOf(item, 'name') === 'X509v3 Subject Alternative Name')
  // A certificate without dates says nothing that is asked of it; the output alone is a message of failure.
  if (port === undefined || !validity) return
  host.certificates ??= []
  host.certificates.push(
    present({
      port,
      subject: cleanText(elemOf(subject, 'commonName')),
      organisation: cleanText(elemOf(subject, 'organizationName')),
      issuer: cleanText(elemOf(tableOf(root, 'issuer'), 'commonName')),
      names: namesOf(elemOf(alternative, 'value')),
      validFrom: momentOf(elemOf(validity, 'notBefore')),
      validTo: momentOf(elemOf(validity, 'notAfter')),
      keyType: cleanText(elemOf(key, 'type')),
      keyBits: numberOf(elemOf(key, 'bits')),
      signature: cleanText(elemOf(root, 'sig_algo')),
      sha1: cleanText(elemOf(root, 'sha1')),
    }),
  )
}

function namesOf(value: string | undefined): string[] | undefined {
  return value?.split(',', 100).flatMap((part) => cleanText(part.replace(/^\s*(?:DNS|IP Address):/, '')) ?? [])
}

/** Times of certificates are UTC, whether nmap says so or not. */
function momentOf(text: string | undefined): string | undefined {
  const found = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(Z|[+-]\d\d:\d\d)?$/.exec(text ?? '')
  const time = found ? Date.parse(`${found[1]}${found[2] ?? 'Z'}`) : Number.NaN
  return Number.isNaN(time) ? undefined : new Date(time).toISOString()
}

function takeCiphers({root, port}: Script, host: HostRecord): void {
  // A list without a version proves nothing about versions.
  if (port === undefined || !root.tables.some(({key}) => cleanText(key) !== undefined)) return
  const item = tlsItem(host, port)
  for (const table of root.tables.slice(0, 20)) {
    const version = cleanText(table.key)
    if (version === undefined) continue
    addVersion(item, version)
    for (const cipher of tableOf(table, 'ciphers')?.tables.slice(0, 300) ?? []) {
      const name = cleanText(elemOf(cipher, 'name'))
      if (name !== undefined) item.ciphers.push(present({version, name, strength: cleanText(elemOf(cipher, 'strength'))}))
    }
  }
  const least = cleanText(elemOf(root, 'least strength'))
  if (least !== undefined) item.leastStrength = least
}

function takeSslv2({root, port}: Script, host: HostRecord): void {
  if (port !== undefined && root.elems.some(({text}) => text === 'SSLv2 supported')) addVersion(tlsItem(host, port), 'SSLv2')
}

function tlsItem(host: HostRecord, port: number): TlsItem {
  host.tls ??= []
  let item = host.tls.find((known) => known.port === port)
  if (!item) {
    item = {port, versions: [], ciphers: []}
    host.tls.push(item)
  }
  return item
}

function addVersion(item: TlsItem, version: string): void {
  if (!item.versions.includes(version)) item.versions.push(version)
}

function takeSmbProtocols({root}: Script, host: HostRecord): void {
  const dialects = tableOf(root, 'dialects')
    ?.elems.flatMap(({text}) => cleanText(text) ?? [])
    .slice(0, 20)
  if (!dialects || dialects.length === 0) return
  host.smb = {...host.smb, dialects, smb1: dialects.some((dialect) => /SMBv1|NT LM 0\.12/.test(dialect))}
}

function takeSmbSystem({root}: Script, host: HostRecord): void {
  const wordOf = (key: string) => cleanText(elemOf(root, key)?.replaceAll('\0', ''))
  const found = present({
    os: wordOf('os'),
    software: wordOf('lanmanager'),
    computerName: wordOf('server'),
    domain: wordOf('domain_dns') ?? wordOf('domain') ?? wordOf('workgroup'),
    fqdn: wordOf('fqdn'),
    cpe: wordOf('cpe'),
  })
  if (Object.keys(found).length > 0) host.smb = {...host.smb, ...found}
}

function takeSmb1Signing({root}: Script, host: HostRecord): void {
  const said = elemOf(root, 'message_signing')
  const signing = said === 'required' ? 'required' : said === 'supported' ? 'enabled' : said === 'disabled' ? 'disabled' : undefined
  // What SMB 2 and later do counts for more: it is what today's machines speak.
  if (signing !== undefined && host.smb?.signing === undefined) host.smb = {...host.smb, signing}
}

function takeSmb2Signing({output}: Script, host: HostRecord): void {
  const signing = signingOf(output)
  if (signing !== undefined) host.smb = {...host.smb, signing}
}

function signingOf(output: string): HostFactValue<'smbServer'>['signing'] {
  if (/Message signing (?:is )?disabled|signing not supported/i.test(output)) return 'disabled'
  if (/Message signing enabled but not required/i.test(output)) return 'enabled'
  return /Message signing enabled and required/i.test(output) ? 'required' : undefined
}

function takeVulners({root, port, id}: Script, host: HostRecord): void {
  for (const software of root.tables)
    for (const item of software.tables) {
      const flaw = cleanText(elemOf(item, 'id'))
      if (flaw === undefined) continue
      const exploit = elemOf(item, 'is_exploit')
      addFlaw(host, {
        id: flaw,
        source: id,
        port,
        software: cleanText(software.key),
        cvss: numberOf(elemOf(item, 'cvss')),
        exploit: exploit === 'true' ? true : exploit === 'false' ? false : undefined,
        proven: false,
      })
    }
}

/** Reports of nmap's vulnerability library: one table for each flaw, with its state. */
function takeProven({root, port, id}: Script, host: HostRecord): void {
  for (const table of root.tables) {
    if (!/^(?:LIKELY )?VULNERABLE/.test(elemOf(table, 'state') ?? '')) continue
    const cve = tableOf(table, 'ids')
      ?.elems.map(({text}) => text.replace(/^CVE:/, ''))
      .find((text) => text.startsWith('CVE-'))
    const flaw = cleanText(cve ?? table.key) ?? id
    addFlaw(host, {id: flaw, source: cleanText(id) ?? 'nmap', port, proven: true, title: cleanText(elemOf(table, 'title'))})
  }
}

type Given<T> = {[K in keyof T]: T[K] | undefined}

function addFlaw(host: HostRecord, flaw: Given<Flaw>): void {
  host.flaws ??= []
  if (host.flaws.length <= maxFlaws) host.flaws.push(present(flaw) as Flaw)
}

export function hasTooManyFlaws(flaws: readonly Flaw[]): boolean {
  return flaws.length > maxFlaws
}

function numberOf(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,9}(?:\.\d{1,9})?$/.test(text) ? Number(text) : undefined
}
