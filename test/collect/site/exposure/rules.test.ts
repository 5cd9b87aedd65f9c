import {describe, expect, test} from 'vitest'
import {maskedSample, matchSignature} from '../../../../src/collect/site/exposure/match-signature.ts'
import {loadBlockPages} from '../../../../src/content/load-block-pages.ts'
import {loadExposureRules} from '../../../../src/content/load-exposure-rules.ts'
import {blockPages} from '../../../../src/model/block-pages.ts'
import {exposureKinds, exposureRules} from '../../../../src/model/exposure-rules.ts'

const rules = loadExposureRules()
const changed = (change: (copy: typeof rules) => void) => {
  const copy = structuredClone(rules)
  change(copy)
  return exposureRules.safeParse(copy)
}

describe('the list of addresses', () => {
  test('is short, and every kind has something to be known by', () => {
    expect(rules.paths.length).toBeLessThanOrEqual(12)
    for (const kind of exposureKinds) expect(rules.signatures.some((one) => one.kind === kind)).toBe(true)
    expect(loadBlockPages().guards.length).toBeGreaterThan(10)
  })

  test.each<[string, (copy: typeof rules) => void, string]>([
    ['a thirteenth address', (copy) => copy.paths.push({path: '/admin/', kind: 'listing', signatures: []}), 'paths'],
    ['an address with a query', (copy) => copy.paths.splice(0, 1, {path: '/?id=1', kind: 'git', signatures: []}), 'paths'],
    ['another host', (copy) => copy.paths.splice(0, 1, {path: '//evil.com/', kind: 'git', signatures: []}), 'paths'],
    ['a sign that is not there', (copy) => copy.paths.splice(0, 1, {path: '/x', kind: 'git', signatures: ['none']}), 'paths'],
    ['a sign of another kind', (copy) => copy.paths.splice(0, 1, {path: '/x', kind: 'git', signatures: ['env-file']}), 'paths'],
    ['a sign of nothing', (copy) => copy.signatures.push({id: 'empty', kind: 'git', file: false}), 'signatures'],
    ['an unknown sign for pages seen', (copy) => copy.seenPages.home.push('none'), 'seenPages'],
  ])('%s is refused', (_, change, where) => {
    const parsed = changed(change)
    expect(parsed.success).toBe(false)
    expect(parsed.error?.issues[0]?.path[0]).toBe(where)
  })

  test('a guard that would match everything is refused', () => {
    const copy = structuredClone(loadBlockPages())
    copy.guards.push({id: 'all', name: 'All', statuses: [200]})
    expect(blockPages.safeParse(copy).success).toBe(false)
  })
})

describe('the sign and what is shown of it', () => {
  const signature = (id: string) => {
    const found = rules.signatures.find((one) => one.id === id)
    if (!found) throw new Error(id)
    return found
  }
  test.each<[string, string, string | undefined]>([
    ['env-file', '# a\r\nAPP_NAME=x\r\nDB_PASSWORD=Mật khẩu 123!\r\nMAIL=a@b.vn', 'DB_PASSWORD=••• •••• •••!  ••••=•@•.••'],
    ['env-file', 'db_host=localhost', 'db_host=•••••••••'],
    ['env-file', 'text about DB_PASSWORD=x within a line', undefined],
    ['git-head', 'ref: refs/heads/bí-mật\n', 'ref: refs/•••••/••-••• '],
    ['git-head', '<html>ref: refs/heads/main', undefined],
    ['git-head', 'a ref: refs/heads/main', undefined],
    ['git-config', '[core]\n\tbare = false', undefined],
    ['sql-dump', '-- MySQL dump 10.13', '-- MySQL dump ••.••'],
    ['phpinfo', '<h1>PHP Version 8</h1>', undefined],
    ['listing-apache', '<html><title>Index of /tài liệu mật</title>', '<title>Index of /••• •••• •••</•••••>'],
  ])('%s in %j', (id, text, shown) => {
    const body = Buffer.from(text)
    const sign = matchSignature(signature(id), body, rules.notInFiles)
    expect(sign && maskedSample(body, sign)).toBe(shown)
  })

  test('no more than 60 characters are shown, whatever follows', () => {
    const body = Buffer.from(`APP_KEY=${'\u0000\u202e\uD83D\uDE00ẫ'.repeat(200)}`)
    const sign = matchSignature(signature('env-file'), body, rules.notInFiles)
    const shown = sign ? maskedSample(body, sign) : ''
    expect(shown.length).toBeLessThanOrEqual(60)
    expect(shown).not.toMatch(/[\u0000\u202e\ufffd]|ẫ/)
  })
})
