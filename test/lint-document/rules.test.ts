import {mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {describe, expect, it} from 'vitest'
import {loadContent} from '../../src/content/content.ts'
import {defaultContentRoot} from '../../src/content/files.ts'
import {loadCitationRules} from '../../src/content/load-citation-rules.ts'
import {ContentError} from '../../src/content/problem.ts'
import {catalogue} from './support.ts'

const {legalBasis} = loadContent()
const path = join('policies', 'citation-rules.yaml')
const original = readFileSync(join(defaultContentRoot, path), 'utf8')

function problemsOf(text: string): string[] {
  const root = mkdtempSync(join(tmpdir(), 'stp-sec-rules-'))
  try {
    mkdirSync(join(root, 'policies'))
    writeFileSync(join(root, path), text)
    loadCitationRules(legalBasis, root)
    return []
  } catch (error) {
    if (!(error instanceof ContentError)) throw error
    return error.problems.map(({file, line, message}) => `${file}:${line} ${message.en}`)
  } finally {
    rmSync(root, {recursive: true})
  }
}

describe('the rules of citing', () => {
  const lineOf = (part: string) => original.slice(0, original.indexOf(part)).split('\n').length

  const cases: [string, string, string, RegExp][] = [
    ['an instrument nobody knows', 'replacedBy: [nd-224-2026]', 'replacedBy: [nd-224-2027]', /there is no "nd-224-2027"/],
    ['a topic nobody knows', 'topics: [an-ninh-mang, van-thu]', 'topics: [an-ninh-man, van-thu]', /there is no "an-ninh-man"/],
    ['a number that cannot be read', 'number: "43/2011/NĐ-CP"', 'number: "bốn mươi ba"', /cannot be read/],
    ['a day that is none', 'validTo: 2026-06-30', 'validTo: 2026-06-31', /validTo/],
    ['a key mistyped', 'replacedBy: [nd-224-2026]', 'replacedby: [nd-224-2026]', /replacedby/],
    ['an instrument of the legal basis again', 'id: nd-43-2011', 'id: nd-85-2016', /exists already/],
  ]
  it.each(cases)('%s: file and line', (_, from, to, message) => {
    const problems = problemsOf(original.replace(from, to))
    expect(problems[0]).toMatch(message)
    expect(problems[0]).toMatch(/^policies\/citation-rules\.yaml:\d+ /)
    expect(Math.abs(Number(problems[0]?.match(/:(\d+) /)?.[1]) - lineOf(from))).toBeLessThanOrEqual(3)
  })

  it('what nobody verified is never an error', () => {
    for (const entry of catalogue.known.values()) {
      if (entry.confidence === 'unverified') expect(entry.validTo, entry.id).toBeUndefined()
      for (const period of entry.periods) if (period.confidence === 'unverified') expect(period.severity, entry.id).toBe('notice')
    }
  })

  it('every instrument that ended, and every former body, says what to write instead', () => {
    for (const entry of catalogue.known.values())
      if (entry.validTo !== undefined) expect(entry.replacedBy.length, entry.id).toBeGreaterThan(0)
    for (const body of catalogue.bodies) expect(body.successors.length, body.id).toBeGreaterThan(0)
  })

  it('every instrument belongs to a topic, so that its neighbours are told apart', () => {
    for (const entry of catalogue.known.values()) expect(entry.topics, entry.id).not.toEqual([])
  })
})
