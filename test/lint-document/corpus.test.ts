import {existsSync, readdirSync, readFileSync} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, it} from 'vitest'
import {brief, lintBytes} from './support.ts'

// Real documents, which are not part of the repository; reviewed by hand on 25/11/2026.
const corpus = process.env['STP_SEC_CORPUS']
const seeds = join(corpus ?? '', '..', 'seeds')

describe.skipIf(!corpus || !existsSync(seeds))('documents of the Department', () => {
  const lintSeed = (prefix: string) => {
    const name = readdirSync(seeds).find((file) => file.startsWith(`${prefix}_`) && file.endsWith('.txt'))
    return lintBytes(readFileSync(join(seeds, name ?? '')), 'van-ban.txt')
  }

  it('the only error is the decree on portals that was replaced twice', () => {
    const errors = ['000', '001', '002', '003', '004'].flatMap((prefix) =>
      lintSeed(prefix)
        .findings.filter((finding) => finding.severity === 'error')
        .map((finding) => `${prefix} ${finding.place.number} ${brief(finding)}`),
    )
    expect(errors).toEqual(['001 43 error superseded nd-43-2011'])
  })

  it('a resolution with two days is seen in both documents that have it', () => {
    const conflicts = ['000', '001', '002', '003', '004'].filter((prefix) =>
      lintSeed(prefix).findings.some((finding) => finding.code === 'other-dates' && finding.found.startsWith('Nghị quyết số 57-NQ/TW')),
    )
    expect(conflicts).toEqual(['000', '002'])
  })

  it('no citation is lost', () => {
    const {citations} = lintSeed('002')
    expect(Object.values(citations).reduce((sum, count) => sum + count, 0)).toBe(56)
  })
})

describe.skipIf(!corpus || !existsSync(join(corpus, 'docx-vn')))('real DOCX files', () => {
  it('are read', () => {
    for (const name of readdirSync(join(corpus ?? '', 'docx-vn')).filter((file) => file.endsWith('.docx'))) {
      const {findings, citations} = lintBytes(readFileSync(join(corpus ?? '', 'docx-vn', name)), name)
      expect(findings, name).toEqual([])
      expect(citations['in-force'], name).toBe(1)
    }
  })
})
