import {expect, it} from 'vitest'
import {parseDoasConf} from '../../../src/collect/parse/doas-conf.ts'

it('parseDoasConf reads rules in their order', () => {
  expect(
    parseDoasConf(
      '# permit nopass x\npermit persist setenv { PATH=/bin FOO } :wheel\npermit nopass keepenv an as root cmd /bin/sh args -c\ndeny binh\npermit\n',
    ),
  ).toEqual([
    {permit: true, noPassword: false, identity: ':wheel', target: undefined, command: undefined},
    {permit: true, noPassword: true, identity: 'an', target: 'root', command: '/bin/sh', hasArgs: true},
    {permit: false, noPassword: false, identity: 'binh', target: undefined, command: undefined},
  ])
})
