import {describe, expect, it} from 'vitest'
import {judgeLibrary} from '../../src/check/library-holes.ts'
import {spanInRange, versionSpan} from '../../src/check/library-versions.ts'
import {loadJsLibraries} from '../../src/content/load-js-libraries.ts'

const {libraries} = loadJsLibraries()
const judge = (id: string, version: string, seenIn: 'address' | 'content' = 'content') => {
  const {holes, ...rest} = judgeLibrary({id, version, seenIn}, libraries)
  return {...rest, holes: holes.map((hole) => hole.id)}
}

describe('a version in a range', () => {
  it.each([
    ['3.4.1', true, {below: '3.5.0'}, 'all'],
    ['3.5.0', true, {below: '3.5.0'}, 'none'],
    ['3.5.0-rc.1', true, {below: '3.5.0'}, 'all'],
    ['1.12.1', true, {from: '1.12.3', below: '3.0.0'}, 'none'],
    ['1.7', true, {below: '1.7.0'}, 'none'],
    ['3.4', false, {below: '3.5.0'}, 'all'],
    ['3.4', false, {below: '3.4.1'}, 'some'],
    ['3', false, {from: '3.4.0', below: '3.5.0'}, 'some'],
    ['4.17.4', false, {below: '4.17.21'}, 'all'],
    ['1.6.0.1', true, {from: '1.6.0', below: '1.6.0.2'}, 'all'],
    ['9.9.9', true, {}, 'all'],
  ] as const)('%s', (version, isWhole, range, expected) => {
    const span = versionSpan(version, isWhole)
    expect(span && spanInRange(span, range)).toBe(expected)
  })

  it.each(['', '1.12.4-aem', 'latest', '3.x', '1'.repeat(40), '1.2.3.4.5'])('"%s" is none that can be compared', (text) =>
    expect(versionSpan(text, true)).toBeUndefined(),
  )
})

describe('holes of a library', () => {
  it('names them, with the first version free of all', () => {
    expect(judge('jquery', '1.12.4')).toMatchObject({
      clearFrom: '3.5.0',
      holes: expect.arrayContaining(['CVE-2020-11022', 'CVE-2015-9251']),
    })
    // Bootstrap 3.4.1 and 4.0.0 have holes of their own.
    expect(judge('bootstrap', '3.3.7').clearFrom).toBe('4.3.1')
    expect(judge('bootstrap', '3.4.1').holes).toEqual(['CVE-2025-1647', 'CVE-2024-6485'])
  })

  it('names no version where none is free', () => {
    expect(judge('angularjs', '1.8.3')).not.toHaveProperty('clearFrom')
    expect(judge('angularjs', '1.8.3').holes).toContain('CVE-2024-21490')
    expect(judge('axios', '0.19.0')).not.toHaveProperty('clearFrom')
  })

  it('finds none in versions after the last', () => {
    for (const [id, version] of [
      ['jquery', '3.7.1'],
      ['jquery-ui', '1.14.1'],
      ['bootstrap', '5.3.3'],
      ['vue', '3.5.13'],
      ['moment', '2.30.1'],
      ['datatables', '2.1.8'],
    ] as const)
      expect(judge(id, version)).toEqual({name: expect.any(String), holes: []})
  })

  it('calls nothing free that it does not know', () => {
    expect(judge('gone', '1.0.0').unclear).toBeDefined()
    expect(judge('jquery', '').unclear).toBeDefined()
    expect(judge('jquery', '1.12.4-aem').unclear).toBeDefined()
    expect(judge('dompurify', '9.0.0').unclear).toBeDefined()
  })
})
