import {expect, it} from 'vitest'
import {parseLoginDefs} from '../../../src/collect/parse/login-defs.ts'

it('parseLoginDefs reads blanks and "=", the last one counts, comments do not', () => {
  expect([...parseLoginDefs('# PASS_MAX_DAYS 1\nPASS_MAX_DAYS\t90 # days\n  UID_MIN = 500\nPASS_MAX_DAYS 60\nlower 1\nEMPTY\n')]).toEqual([
    ['PASS_MAX_DAYS', '60'],
    ['UID_MIN', '500'],
  ])
})
