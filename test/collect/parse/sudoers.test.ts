import {describe, expect, it} from 'vitest'
import {parseSudoers} from '../../../src/collect/parse/sudoers.ts'

const rule = (text: string) => parseSudoers(text).filter((item) => item.kind === 'rule')

describe('parseSudoers', () => {
  it('reads rules with tags, runas users and several commands', () => {
    expect(rule('an, %ops ALL = (root, #0 : disk) NOPASSWD: SETENV: /bin/ls, ALL, PASSWD: !/bin/su -\n')).toEqual([
      {
        kind: 'rule',
        users: ['an', '%ops'],
        commands: [
          {command: '/bin/ls', negated: false, runas: ['root', '#0'], noPassword: true},
          {command: 'ALL', negated: false, runas: ['root', '#0'], noPassword: true},
          {command: '/bin/su', args: '-', negated: true, runas: ['root', '#0'], noPassword: false},
        ],
      },
    ])
  })

  it.each([
    ['%domain\\ admins ALL=(ALL) ALL', ['%domain admins']],
    ['"%domain admins" ALL=(ALL) ALL', ['%domain admins']],
    ['#1000 ALL=(ALL) ALL # a comment', ['#1000']],
    ['%#27 ALL=(ALL) ALL', ['%#27']],
    ['ALL, !binh ALL=(ALL) ALL', ['ALL', '!binh']],
  ])('reads the users of "%s"', (line, users) => {
    expect(rule(line)[0]).toMatchObject({users, commands: [{command: 'ALL'}]})
  })

  it('reads several host lists, options and continued lines', () => {
    expect(rule('binh web = (ALL) ALL : \\\n db = (ALL) TIMEOUT=5m NOPASSWD: ALL\n')[0]?.commands).toEqual([
      {command: 'ALL', negated: false, runas: ['ALL'], noPassword: undefined},
      {command: 'ALL', negated: false, runas: ['ALL'], noPassword: true},
    ])
  })

  it('reads aliases, defaults and includes', () => {
    expect(
      parseSudoers(
        [
          'User_Alias OPS = an, binh : WEB = cuc',
          'Cmnd_Alias SHELLS = /bin/sh, /bin/bash',
          'Defaults env_reset, !authenticate',
          'Defaults:an,binh !authenticate',
          'Defaults@host targetpw',
          'Defaults secure_path="/sbin:/bin"',
          '@includedir /etc/sudoers.d',
          '#include "/etc/sudoers local"',
          '# include nothing',
        ].join('\n'),
      ),
    ).toEqual([
      {kind: 'alias', type: 'user', name: 'OPS', members: ['an', 'binh']},
      {kind: 'alias', type: 'user', name: 'WEB', members: ['cuc']},
      {kind: 'alias', type: 'command', name: 'SHELLS', members: ['/bin/sh', '/bin/bash']},
      {kind: 'default', users: undefined, setting: 'env_reset', on: true},
      {kind: 'default', users: undefined, setting: 'authenticate', on: false},
      {kind: 'default', users: ['an', 'binh'], setting: 'authenticate', on: false},
      {kind: 'include', path: '/etc/sudoers.d', folder: true},
      {kind: 'include', path: '/etc/sudoers local', folder: false},
    ])
  })

  it('skips what sudo would skip', () => {
    expect(parseSudoers('an ALL\n= ALL\nan\n')).toEqual([])
  })
})
