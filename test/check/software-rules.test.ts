import {describe, expect, it} from 'vitest'
import {createSoftwareJudge, type SoftwarePlace} from '../../src/check/software-rules.ts'
import {loadContent} from '../../src/content/content.ts'
import type {SoftwareItem} from '../../src/model/facts/software.ts'
import {type SoftwareRule, type SoftwareVerdict, softwareRule} from '../../src/model/software-rules.ts'

const {lifecycle, software} = loadContent()
const on = '2026-11-26'
const anywhere: SoftwarePlace = {endpoint: 'pc-1', name: 'VANTHU-01', level: 2, office: 'co-so-1'}

function rule(verdict: SoftwareVerdict, more: Record<string, unknown>): SoftwareRule {
  const text = {vi: 'thử', en: 'test'}
  return softwareRule.parse({id: 'test', verdict, title: text, reason: text, source: {confidence: 'unverified'}, ...more})
}
const item = (name: string, version = '1.0', more: Partial<SoftwareItem> = {}): SoftwareItem => ({
  name,
  version,
  source: 'registry',
  ...more,
})

function said(rules: SoftwareRule[], program: SoftwareItem, place = anywhere, day = on): string[] {
  const {judge} = createSoftwareJudge(rules, lifecycle)
  return judge([program], place, day).map(({rule: own, standing, why}) => `${own?.id ?? '-'} ${standing} ${why}`)
}

describe('rules for installed programs', () => {
  const zip = rule('minimum', {products: ['7-zip'], minimum: '24.09'})
  it.each([
    ['19.00', 'broken below-minimum'],
    ['9.20', 'broken below-minimum'],
    ['24.08.00.0', 'broken below-minimum'],
    ['24.09', 'met minimum-met'],
    ['24.09.00.0', 'met minimum-met'],
    ['v25.01', 'met minimum-met'],
    ['100.0', 'met minimum-met'],
    ['', 'unknown version-unknown'],
    ['bản mới', 'unknown version-unknown'],
  ])('7-Zip %j against 24.09: %s', (version, expected) => expect(said([zip], item('7-Zip (x64)', version))).toEqual([`test ${expected}`]))

  const remote = rule('approval', {
    match: [{begins: ['teamviewer', 'anydesk']}],
    approvals: [
      {document: 'QĐ 1', programs: ['teamviewer'], office: 'co-so-1', until: '2026-12-31'},
      {document: 'QĐ 2', programs: ['anydesk'], endpoints: ['vanthu-01'], from: '2026-06-01', until: '2026-11-26'},
    ],
  })
  it.each<[string, string, Partial<SoftwarePlace>, string, string]>([
    ['the office of the approval', 'TeamViewer 15', {}, on, 'met approved'],
    ['the last day', 'TeamViewer 15', {}, '2026-12-31', 'met approved'],
    ['the day after', 'TeamViewer 15', {}, '2027-01-01', 'broken approval-ended'],
    ['another office', 'TeamViewer 15', {office: 'tru-so-2'}, on, 'broken not-approved'],
    ['an office that nobody knows', 'TeamViewer 15', {office: undefined}, on, 'unknown office-unknown'],
    ['an ended approval of an unknown office', 'TeamViewer 15', {office: undefined}, '2027-01-01', 'broken not-approved'],
    ['a PC by its name', 'AnyDesk', {}, on, 'met approved'],
    ['a PC by its id, in other letters', 'AnyDesk', {endpoint: 'VANTHU-01', name: undefined}, on, 'met approved'],
    ['another PC', 'AnyDesk', {name: 'VANTHU-011'}, on, 'broken not-approved'],
    ['before it begins', 'AnyDesk', {}, '2026-05-31', 'broken not-approved'],
  ])('approval: %s', (_, name, place, day, expected) =>
    expect(said([remote], item(name), {...anywhere, ...place}, day)).toEqual([`test ${expected}`]),
  )

  const only = (more: Record<string, unknown>) => rule('forbidden', {match: [{begins: ['game']}], ...more})
  it.each<[string, SoftwareRule, Partial<SoftwarePlace>, string[]]>([
    ['no limits', only({}), {level: undefined, office: undefined}, ['test broken listed']],
    ['its level', only({levels: [2, 3]}), {}, ['test broken listed']],
    ['another level', only({levels: [3]}), {}, []],
    ['a level that nobody knows', only({levels: [3]}), {level: undefined}, ['test unknown level-unknown']],
    ['another level and no office', only({levels: [3], offices: ['co-so-1']}), {office: undefined}, []],
    ['another office', only({offices: ['tru-so-2']}), {}, []],
    ['before its first day', only({validFrom: '2026-11-27'}), {}, []],
    ['on its last day', only({validTo: on}), {}, ['test broken listed']],
    ['after its last day', only({validTo: '2026-11-25'}), {}, []],
  ])('a rule holds or not: %s', (_, given, place, expected) =>
    expect(said([given], item('Game 3'), {...anywhere, ...place})).toEqual(expected),
  )

  const allowed = [
    rule('allowed', {id: 'base', match: [{begins: ['7-zip']}], publishers: ['microsoft']}),
    rule('allowed', {id: 'tru-so-2', match: [{begins: ['zalo']}], offices: ['tru-so-2']}),
  ]
  it.each<[string, SoftwareItem, Partial<SoftwarePlace>, string[]]>([
    ['by name', item('7-Zip 25.01'), {}, ['base met on-allow-list']],
    ['by publisher', item('Visual C++', '14', {publisher: 'Microsoft Corporation'}), {}, ['base met on-allow-list']],
    ['by nothing', item('Game'), {}, ['- broken not-on-allow-list']],
    ['only in another office', item('Zalo'), {}, ['- broken not-on-allow-list']],
    ['in that office', item('Zalo'), {office: 'tru-so-2'}, ['tru-so-2 met on-allow-list']],
    ['in an office that may be this one', item('Zalo'), {office: undefined}, ['tru-so-2 unknown office-unknown']],
    ['a package of a distribution', item('bash', '5', {source: 'dpkg'}), {}, []],
  ])('allow list: %s', (_, program, place, expected) => expect(said(allowed, program, {...anywhere, ...place})).toEqual(expected))

  it('every rule that fits speaks, in the order of the file', () =>
    expect(
      said(
        [rule('forbidden', {id: 'b', match: [{has: ['game']}]}), rule('minimum', {id: 'a', match: [{begins: ['big game']}], minimum: '2'})],
        item('Big Game'),
      ),
    ).toEqual(['b broken listed', 'a broken below-minimum']))

  it('delivered rules say nothing of what an office of every day has', () => {
    const {judge} = createSoftwareJudge(software.rules, lifecycle)
    const items = [
      'Google Chrome',
      'UniKey 4.6',
      'Microsoft Office Professional Plus 2019 - vi-vn',
      'Zalo',
      'EVKey',
      'ssh-keygen',
      'Microsoft Teams',
    ]
    expect(
      judge(
        items.map((name) => item(name)),
        anywhere,
        on,
      ),
    ).toEqual([])
  })

  it('thousands of strange names are judged in little time', () => {
    const {judge} = createSoftwareJudge(software.rules, lifecycle)
    const strange = Array.from({length: 20_000}, (_, index) => item(`${'kms '.repeat(index % 70)}${'a'.repeat(200)} ${index}`))
    const begun = performance.now()
    expect(judge(strange, anywhere, on)).toEqual([])
    expect(performance.now() - begun).toBeLessThan(5000)
  })
})
