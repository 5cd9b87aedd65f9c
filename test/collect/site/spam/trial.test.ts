import {readdirSync, readFileSync} from 'node:fs'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import {compileRules} from '../../../../src/collect/site/personal-data/compile-rules.ts'
import {scanFile} from '../../../../src/collect/site/personal-data/scan-file.ts'
import {loadPersonalDataRules} from '../../../../src/content/load-personal-data-rules.ts'
import {read, verdicts} from './read.ts'

/** Pages written for this trial: no person in them is real, and the spam leads to reserved names only. */
const pagesOf = (folder: string) =>
  readdirSync(join(import.meta.dirname, folder))
    .sort()
    .map((name) => ({name, body: readFileSync(join(import.meta.dirname, folder, name))}))

const articles = pagesOf('articles')
const contacts = pagesOf('contacts')
const planted = pagesOf('pages')
const personalData = compileRules(loadPersonalDataRules())

test('there are enough of each', () => {
  expect(articles.length).toBeGreaterThanOrEqual(20)
  expect(contacts.length).toBeGreaterThanOrEqual(20)
  expect(planted.length).toBeGreaterThanOrEqual(20)
})

test.each(articles)('an article on crime is no alarm: $name', ({body}) => {
  expect(verdicts(body)).toEqual([])
})

test.each(contacts)('a lawful page of contacts is no alarm, of spam or of personal data: $name', async ({body}) => {
  expect(verdicts(body)).toEqual([])
  const {findings} = await scanFile({bytes: Uint8Array.from(body), key: new Uint8Array(32), thisYear: 2026}, personalData)
  expect(findings.persons).toBe(0)
})

test.each(planted)('planted spam is an alarm: $name', ({body}) => {
  expect(verdicts(body).filter((verdict) => / spam /.test(verdict))).not.toEqual([])
})

test('the table of the trial', async () => {
  const row = ({name, body}: {name: string; body: Buffer}) => {
    const {score, phrases} = read(body)
    const found = verdicts(body).join('; ') || 'nothing'
    return `| ${name.replace('.html', '')} | ${score} | ${phrases.slice(0, 4).join(', ')} | ${found} |`
  }
  const table = (title: string, pages: typeof articles) =>
    [
      `## ${title} (${pages.length})`,
      '',
      '| page | points | phrases not excused | found |',
      '| --- | --- | --- | --- |',
      ...pages.map(row),
      '',
    ].join('\n')
  const text = [
    '# Trial of the spam detection',
    '',
    table('Articles on crime', articles),
    table('Contact pages', contacts),
    table('Planted spam', planted),
  ]
  await expect(text.join('\n')).toMatchFileSnapshot('../../../golden/spam-trial.md')
})
