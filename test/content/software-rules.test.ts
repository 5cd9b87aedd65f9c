import {describe, expect, it} from 'vitest'
import {loadContent} from '../../src/content/content.ts'
import {joinSoftwareRules} from '../../src/content/load-software-rules.ts'
import {ContentError} from '../../src/content/problem.ts'

const {software, lifecycle} = loadContent()

const head = 'schema: stp-sec/software/1\n'
const ruleOf = (lines: string) => `${head}rules:
  - id: own
    verdict: forbidden
    title: {vi: "Thử", en: Test}
    reason: {vi: "Thử", en: Test}
    source: {confidence: unverified}
${lines
  .split('\n')
  .map((line) => `    ${line}`)
  .join('\n')}
`
const join = (text: string) =>
  joinSoftwareRules(software, lifecycle, {text, sha256: 'a'.repeat(64), shownAs: 'software.yaml', offices: ['co-so-1', 'tru-so-2']})

function problemsOf(text: string): string[] {
  try {
    join(text)
    return []
  } catch (error) {
    if (!(error instanceof ContentError)) throw error
    return error.problems.map(({file, line, message}) => `${file}:${line} ${message.en}`)
  }
}

describe('software.yaml of a workspace', () => {
  it.each<[string, string, RegExp]>([
    ['a mistyped key', ruleOf('match: [{begin: [game]}]'), /^software\.yaml:8 key "begin" .*"begins"/],
    ['a mistyped verdict', `${head}rules: [{id: a, verdict: forbiden}]`, /software\.yaml:2 .*"forbidden"/],
    ['nothing to recognise by', ruleOf('levels: [1]'), /:3 a rule needs match, products, kind or publishers/],
    ['no words', ruleOf('match: [{but: [x]}]'), /:8 a rule needs is, begins or has/],
    ['a pattern that explodes', ruleOf("match: [{begins: [a], pattern: '^(a+)+$'}]"), /:8 (?:nested|a quantifier)/],
    ['an unknown product', ruleOf('products: [7zip]'), /:8 product "7zip" is not known; did you mean "7-zip"/],
    ['an unknown office', ruleOf('publishers: [acme]\noffices: [co-so-l]'), /:9 office "co-so-l" is not known; did you mean "co-so-1"/],
    ['a minimum of a forbidden program', ruleOf('publishers: [acme]\nminimum: "2"'), /minimum \(a version\) goes with/],
    [
      'an approval of a forbidden program',
      ruleOf('publishers: [acme]\napprovals: [{document: a, until: "2026-12-31"}]'),
      /:9 only verdict: approval/,
    ],
    ['days in the wrong order', ruleOf('publishers: [acme]\nvalidFrom: "2026-02-01"\nvalidTo: "2026-01-01"'), /:10 lies before 2026-02-01/],
    [
      'an approval of all programs of a kind',
      `${head}rules: [{id: a, verdict: approval, kind: vpn, title: {vi: a, en: a}, reason: {vi: a, en: a}, source: {confidence: unverified}, approvals: [{document: a, until: "2026-12-31"}]}]`,
      /say in programs/,
    ],
    ['leaving out what does not exist', `${head}without: [torrent-client]\nrules: []`, /:2 rule "torrent-client" .*"torrent-clients"/],
    [
      'an example that is not recognised',
      ruleOf('match: [{begins: [game]}]\nexamples: {match: [{name: Chess}], other: [{name: Chess}]}'),
      /:9 rule own must recognise "Chess"/,
    ],
    [
      'an example that must not be',
      ruleOf('match: [{begins: [game]}]\nexamples: {match: [{name: Game}], other: [{name: Game 2}]}'),
      /:9 rule own must not recognise "Game 2"/,
    ],
    ['an alias', `${head}rules: &a []\nwithout: *a\n`, /aliases/],
    ['no schema', 'rules: []', /"schema"/],
  ])('%s is refused with its line', (_, text, expected) => expect(problemsOf(text).join('\n')).toMatch(expected))

  it.each<[string, string, string[], string[]]>([
    ['adds a rule', ruleOf('publishers: [acme]'), ['own', 'torrent-clients', 'min-7-zip'], []],
    ['leaves one out', `${head}without: [torrent-clients]\nrules: []`, ['min-7-zip'], ['torrent-clients']],
    ['replaces one of the same id', ruleOf('publishers: [acme]').replace('id: own', 'id: min-7-zip'), ['min-7-zip', 'activators'], []],
    ['replaces all', `${ruleOf('publishers: [acme]')}mode: replace\n`, ['own'], ['torrent-clients', 'activators', 'remote-control']],
  ])('%s', (_, text, kept, gone) => {
    const {rules, workspace} = join(text)
    const ids = rules.map(({id}) => id)
    expect(ids).toEqual(expect.arrayContaining(kept))
    for (const id of gone) expect(ids).not.toContain(id)
    expect(new Set(ids).size).toBe(ids.length)
    expect(workspace?.sha256).toBe('a'.repeat(64))
  })

  it('a kind is written out, so that the rules say the same without the list of programs', () =>
    expect(software.rules.find(({id}) => id === 'remote-control')?.match?.flatMap(({begins}) => begins ?? [])).toEqual(
      expect.arrayContaining(['ultraviewer', 'anydesk', 'aeroadmin']),
    ))
})
