import {loadBlockPages} from '../../../src/content/load-block-pages.ts'
import {loadExposureRules} from '../../../src/content/load-exposure-rules.ts'
import {loadPageTables} from '../../../src/content/load-page-tables.ts'
import {loadPersonalDataRules} from '../../../src/content/load-personal-data-rules.ts'
import type {Page, StandCase} from '../case.ts'

const groups = ['web', 'page', 'exposure', 'content'] as const
/** Every text in our own lists of words, patterns among them, at whatever depth it stands. */
function wordsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value).flatMap(wordsOf)
}
const guardWords = new Set(wordsOf(loadBlockPages().guards).map((word) => word.toLowerCase()))
const listed = [loadPageTables(), loadPersonalDataRules()].flatMap(wordsOf)
const ours = [...new Set([...listed, ...wordsOf(loadExposureRules().signatures)])].filter((word) => word.length > 1 && word.length < 80)

/** Words of ours that almost match: cut before their end, again and again, with what patterns repeat between them. */
const almost = (between: string) => ours.map((word) => `${word.slice(0, -1)}${between}`.repeat(6)).join(between)
const text = (body: string): Page => ({
  body: `<!doctype html><html lang="vi"><title>Sở Tư pháp</title><body><p>${body.replaceAll(/[<>&]/g, ' ')}</p>`,
})
const trap = (name: string, home: Page, more: Partial<StandCase> = {}): StandCase => ({
  name: `trap for patterns: ${name}`,
  server: {kind: 'site', pages: {'/': home}},
  groups,
  expect: [],
  ...more,
})
const long = (unit: string, size = 400_000) => unit.repeat(Math.ceil(size / unit.length))

export const hostilePageCases: StandCase[] = [
  trap('our words, cut', text(almost('a'))),
  trap('our words, cut, with spaces', text(almost(' '))),
  trap('words of block pages, cut', text([...guardWords].map((word) => word.slice(0, -1).repeat(8)).join(' '))),
  trap('numbers and spaces', text(long('1 '))),
  trap('capital words', text(long('Nguyễn '))),
  trap('labels without a number', text(long('CCCD số '))),
  trap(
    'open tags',
    {body: `<!doctype html><title>Sở Tư pháp</title><body>${long('<td><table><tr>', 200_000)}`},
    {expect: ['pii.not-assessed']},
  ),
  trap('open comments', {body: `<!doctype html><title>Sở Tư pháp</title><body>${long('<!--', 200_000)}`}),
  trap('attributes without end', {body: `<!doctype html><title>Sở Tư pháp</title><body><p ${long('a="', 200_000)}`}),
  trap('names of cookies', {headers: {'set-cookie': [`${'session_'.repeat(900)}=a; Secure; HttpOnly; SameSite=Lax`]}}),
  trap(
    'a policy of many parts',
    {headers: {'content-security-policy': `default-src 'self'; ${long("a 'b ", 30_000)}`}},
    {expect: ['hdr.csp.invalid']},
  ),
  trap('a long list of versions', {headers: {server: long('a/1.', 20_000)}}, {expect: ['hdr.server-version']}),
]
