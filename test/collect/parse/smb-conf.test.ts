import {expect, it} from 'vitest'
import {isSmbYes, parseSmbConf} from '../../../src/collect/parse/smb-conf.ts'

it('parseSmbConf evens out names and synonyms', () => {
  expect(
    parseSmbConf(
      '; off = 1\n[Global]\n  Server  Min Protocol = NT1\n writeable = Yes\n public = no\n include = /etc/more\n[ a share ]\n path = \\\n /srv\n nonsense\n[half\n',
    ),
  ).toEqual([
    {kind: 'heading', name: 'Global'},
    {kind: 'setting', name: 'serverminprotocol', value: 'NT1'},
    {kind: 'setting', name: 'readonly', value: 'no'},
    {kind: 'setting', name: 'guestok', value: 'no'},
    {kind: 'include', path: '/etc/more'},
    {kind: 'heading', name: 'a share'},
    {kind: 'setting', name: 'path', value: '/srv'},
  ])
  expect([isSmbYes('TRUE'), isSmbYes('1'), isSmbYes('no'), isSmbYes(undefined)]).toEqual([true, true, false, false])
})
