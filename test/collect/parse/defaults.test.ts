import {expect, it} from 'vitest'
import {parseDefaults} from '../../../src/collect/parse/defaults.ts'

it('parseDefaults keeps the flat settings of a domain', () => {
  const settings = parseDefaults(
    '{\n    AccountInfo =     {\n        GuestEnabled = 1;\n    };\n    List =     (\n        a,\n    );\n    GuestEnabled = 0;\n    "auto-Login" = "an nguyen";\n}\n',
  )
  expect([...(settings ?? [])]).toEqual([
    ['GuestEnabled', '0'],
    ['auto-Login', 'an nguyen'],
  ])
  expect(parseDefaults('The domain/default pair does not exist')).toBeUndefined()
})
