import {describe, expect, it} from 'vitest'
import {lintContent} from '../src/content/content.ts'
import {testExamples} from '../src/content/test-examples.ts'

const content = lintContent()

describe('every example of every check', () => {
  it.each([...content.loadedChecks])('%s', (_, loaded) => {
    const {ran, problems} = testExamples(loaded)
    expect(problems).toEqual([])
    expect(ran).toBeGreaterThanOrEqual(4)
  })

  it('there are at least 45 checks of endpoints, and every one is used by a requirement or waits for one on purpose', () => {
    const endpoint = [...content.checks.values()].filter(({check}) => check.target === 'endpoint')
    expect(endpoint.length).toBeGreaterThanOrEqual(45)
    const used = new Set(
      [...content.policies.values()].flatMap((policy) =>
        policy.groups.flatMap((group) =>
          group.requirements.flatMap((requirement) =>
            (requirement.checks ?? []).flatMap((entry) => (typeof entry === 'string' ? [entry] : Object.keys(entry))),
          ),
        ),
      ),
    )
    // Neither blocking USB storage nor keeping files off the cloud is a requirement of the catalogues; offices may ask for it.
    expect(endpoint.map(({check}) => check.id).filter((id) => !used.has(id))).toEqual(['cloud-sync-clients', 'usb-storage-blocked'])
  })

  it('words are NFC and a message names no policy or level', () => {
    for (const {check} of content.checks.values()) {
      for (const text of [check.title, check.fails, check.fix].flatMap((localized) => [localized.vi, localized.en])) {
        expect(text).toBe(text.normalize('NFC'))
        expect(text).not.toMatch(/TCVN|cấp độ \d|level \d/i)
      }
    }
  })
})
