import {expect, it} from 'vitest'
import {parseNsswitch} from '../../../src/collect/parse/nsswitch.ts'

it('parseNsswitch leaves actions out', () => {
  const databases = parseNsswitch(
    '# passwd: ldap\npasswd:\tfiles [SUCCESS=merge] sss # note\nhosts: files mdns4_minimal [NOTFOUND=return] dns\n',
  )
  expect(databases.get('passwd')).toEqual(['files', 'sss'])
  expect(databases.get('hosts')).toEqual(['files', 'mdns4_minimal', 'dns'])
  expect(databases.size).toBe(2)
})
