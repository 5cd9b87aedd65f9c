import {describe, expect, it} from 'vitest'
import {countSecurityUpdates} from '../../src/collect/linux/updates/security-lists.ts'
import type {Probe, Seen} from '../../src/collect/probe.ts'

const folder = '/var/lib/apt/lists'
const prefix = 'deb.debian.org_debian-security_dists_bookworm-security_'
const packages =
  'Package: curl\nVersion: 2.0\n\nPackage: curl\nVersion: 1.5\n\nPackage: vim\nVersion: 9.0-1\n\nPackage: not-installed\nVersion: 1\n'
const installed = [
  {name: 'curl', version: '1.5', source: 'dpkg' as const},
  {name: 'vim', version: '9.0-1', source: 'dpkg' as const},
  {name: 'not-installed', version: '0.1', source: 'snap' as const},
]

/** A probe that knows one list, plain or through apt's helper. */
function probe(plain: Seen<string>, packed: Seen<string>): Probe {
  const none = async () => ({ok: false as const, reason: 'not-supported' as const, detail: 'none'})
  return {
    platform: 'linux',
    elevated: false,
    now: new Date(0),
    list: none,
    stat: none,
    measureLoad: none,
    readText: async () => plain,
    run: async () => (packed.ok ? {ok: true, value: {code: 0, stdout: packed.value, stderr: ''}} : packed),
  }
}

const seen = (value: string): Seen<string> => ({ok: true, value})
const closed: Seen<string> = {ok: false, reason: 'no-rights', detail: 'closed'}

describe('security updates from the lists of the security archive', () => {
  it.each([
    ['a plain list', `${prefix}main_binary-amd64_Packages`, seen(packages), closed],
    ['a packed list', `${prefix}main_binary-amd64_Packages.lz4`, closed, seen(packages)],
  ])('%s: one installed package has a newer version', async (_, name, plain, packed) => {
    expect(await countSecurityUpdates(probe(plain, packed), folder, [name, 'other_Packages'], [prefix], installed)).toEqual({
      ok: true,
      value: 1,
    })
  })

  it.each([
    ['no list of the archive', ['deb.debian.org_debian_dists_bookworm_main_binary-amd64_Packages'], seen(packages), 'not-collected'],
    ['a closed list', [`${prefix}main_binary-amd64_Packages`], closed, 'no-rights'],
    ['an empty list', [`${prefix}main_binary-amd64_Packages`], seen(''), 'error'],
  ])('%s is never "nothing to do"', async (_, names, plain, reason) => {
    expect(await countSecurityUpdates(probe(plain, closed), folder, names, [prefix], installed)).toMatchObject({ok: false, reason})
  })
})
