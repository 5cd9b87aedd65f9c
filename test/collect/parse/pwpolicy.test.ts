import {expect, it} from 'vitest'
import {parsePwpolicy} from '../../../src/collect/parse/pwpolicy.ts'

it('parsePwpolicy takes the strictest length and the parameters', () => {
  const text =
    "<plist><string>policyAttributePassword matches '.{4,}+'</string><string>policyAttributePassword matches '^(?=.{10,}'</string><key>policyAttributeExpiresEveryNDays</key>\n<integer>90</integer><key>policyAttributePasswordHistoryDepth</key><integer>15</integer></plist>"
  expect(parsePwpolicy(text)).toEqual({minLength: 10, maxAgeDays: 90, history: 15})
  expect(parsePwpolicy('Getting global account policies\n')).toBeUndefined()
})
