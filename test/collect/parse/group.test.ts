import {expect, it} from 'vitest'
import {parseGroup} from '../../../src/collect/parse/group.ts'

it('parseGroup reads names, numbers and members', () => {
  expect(parseGroup('root:x:0:\nsudo:x:27:an, binh,\n+:::\nhalf:x\nbad:x:abc:an\n')).toEqual([
    {name: 'root', gid: 0, members: []},
    {name: 'sudo', gid: 27, members: ['an', 'binh']},
  ])
})
