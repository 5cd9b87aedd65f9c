import {readFileSync} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, it} from 'vitest'
import {recogniseDataSet} from '../../src/data-sets/recognise.ts'
import type {UserError} from '../../src/lib/user-error.ts'
import {apiDump, buildsCsv, bytesOf, kev} from './samples.ts'

const today = '2026-11-26'
const read = (value: unknown) => recogniseDataSet(bytesOf(value), 'file', today)

function refusal(value: unknown): string {
  try {
    recogniseDataSet(Buffer.isBuffer(value) ? value : bytesOf(value), 'file', today)
  } catch (error) {
    return (error as UserError).code
  }
  return 'taken'
}

const builds = (change: object = {}, row: object = {}) => ({
  schema: 'stp-sec/windows-builds/1',
  asOf: '2026-11-11',
  builds: [{release: '10-22h2', build: '10.0.19045.7900', releasedOn: '2026-11-10', source: 'x', ...row}],
  ...change,
})

describe('what is in a file says what it is', () => {
  it.each([
    ['the catalogue of CISA', kev(), {set: 'kev', asOf: '2026-11-20', entries: 10, format: 'cisa-kev'}],
    ['with a byte order mark', `\ufeff${JSON.stringify(kev())}`, {set: 'kev', entries: 10}],
    // 20:30 UTC is the next day here.
    ['by the day in Viet Nam', {...kev(), dateReleased: '2026-11-20T20:30:00Z'}, {asOf: '2026-11-21'}],
    ['a dump of the API', apiDump(), {set: 'lifecycle', asOf: '2026-11-18', entries: 2, format: 'endoflife-api-v1'}],
    ['a dump that says its day', apiDump({generated: '2026-11-19T02:00:00Z'}), {asOf: '2026-11-19'}],
    ['a table of builds', builds(), {set: 'windows-builds', asOf: '2026-11-11', entries: 1, format: 'windows-builds-json'}],
    ['a table in CSV', buildsCsv, {set: 'windows-builds', asOf: '2026-11-10', entries: 2, format: 'windows-builds-csv'}],
    ['with semicolons', 'release;build;releasedOn;source;asOf\n10-22h2;10.0.19045.1;2026-11-10;x;2026-11-25', {asOf: '2026-11-25'}],
  ])('%s', (_, value, expected) => {
    expect(read(value)).toMatchObject(expected)
  })

  it('pages collected from endoflife.date', () => {
    const collected = {
      source: 'https://github.com/endoflife-date/endoflife.date',
      commitDate: '2026-11-22T08:52:34+00:00',
      products: [
        {
          product: 'windows',
          releases: [
            {cycle: 10.5, releaseDate: '2026-02-10', eol: '2029-03-13', latest: '10.0.28000'},
            {cycle: 'x', eol: true},
          ],
        },
      ],
    }
    expect(read(collected)).toMatchObject({
      set: 'lifecycle',
      asOf: '2026-11-22',
      value: {products: [{product: 'windows', cycles: [{cycle: '10.5', endOfSupport: '2029-03-13'}, {cycle: 'x'}]}]},
    })
  })
})

describe('what is not whole or not ours is refused', () => {
  it.each([
    ['not text', Buffer.from([0xff, 0xfe, 0x00]), 'not-utf8'],
    ['empty', ' \n', 'empty-file'],
    ['a page of a log-in portal', '<!doctype html><title>Login</title>', 'broken-json'],
    ['a table of something else', 'product,kb\nWindows 11,KB5000001\n', 'unknown-format'],
    ['cut', JSON.stringify(kev()).slice(0, -20), 'broken-json'],
    ['deep', '['.repeat(5000) + ']'.repeat(5000), 'too-deep'],
    ['brackets in a text are no depth', {a: '['.repeat(5000)}, 'unknown-format'],
    ['something else', {hello: 1}, 'unknown-format'],
    ['no object', 'null', 'unknown-format'],
    ['no entries', kev({entries: 0}), 'no-entries'],
    ['a count that differs', kev({count: 11}), 'count-differs'],
    ['from the future', kev({day: '2026-12-01'}), 'from-the-future'],
    ['a CVE that is none', {...kev(), vulnerabilities: kev().vulnerabilities.map((item) => ({...item, cveID: 'CVE-1'}))}, 'bad-shape'],
    ['the same CVE twice', {...kev({entries: 2}), vulnerabilities: [kev().vulnerabilities[0], kev().vulnerabilities[0]]}, 'twice'],
    ['no entries of the API', apiDump({total: 9}), 'count-differs'],
    ['version 2 of the API', {...apiDump(), schema_version: '2.0.0'}, 'bad-shape'],
    ['a build without a revision', builds({}, {build: '10.0.19045'}), 'bad-shape'],
    ['an unknown field', builds({}, {critical: true}), 'bad-shape'],
    ['a build after the day of the table', builds({}, {releasedOn: '2026-11-20'}), 'after-its-day'],
    ['the same build twice', builds({builds: [...builds().builds, ...builds().builds]}), 'twice'],
    ['an unknown column', buildsCsv.replace('kb', 'severity'), 'bad-columns'],
    ['a cell that is no day', buildsCsv.replace('2026-11-10', '10/11/2026'), 'bad-shape'],
    ['headings only', 'release,build,releasedOn,source\n', 'bad-shape'],
  ])('%s', (_, value, code) => {
    expect(refusal(value)).toBe(code)
  })

  it('shows no control characters of a foreign file', () => {
    expect(() => read('{"a": \u001b[31m\u0007')).toThrow(/^[^\u0000-\u001f]+$/u)
    const [entry] = kev({entries: 1}).vulnerabilities
    const sly = {...kev({entries: 1}), vulnerabilities: [{...entry, requiredAction: 'Do\u001b[2J this\u202e', product: ' Windows '}]}
    expect(read(sly)).toMatchObject({value: {vulnerabilities: [{requiredAction: 'Do [2J this', product: 'Windows'}]}})
    expect(refusal({...sly, vulnerabilities: [{...entry, product: '\u0007'}]})).toBe('bad-shape')
  })

  it('names the line of a table', () => {
    const wrong = buildsCsv.replace('10.0.26100.9900', 'latest')
    expect(() => read(wrong)).toThrow(/file:3 \(build\)/)
  })
})

const corpus = process.env['STP_SEC_CORPUS']
describe.skipIf(!corpus)('the sets as their sources publish them', () => {
  it.each([
    ['kev/known_exploited_vulnerabilities.json', {set: 'kev', asOf: '2026-08-07', entries: 1662}],
    ['lifecycle/products.json', {set: 'lifecycle', asOf: '2026-08-22', entries: 142}],
  ])('%s', (path, expected) => {
    const bytes = readFileSync(join(corpus ?? '', path))
    expect(recogniseDataSet(bytes, path, today)).toMatchObject(expected)
  })
  it('a table of updates by KB is none of them, and says so', () => {
    const path = 'winpatch/product-kb.csv'
    expect(() => recogniseDataSet(readFileSync(join(corpus ?? '', path)), path, today)).toThrow(
      expect.objectContaining({code: 'unknown-format'}),
    )
  })
})
