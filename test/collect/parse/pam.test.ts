import {describe, expect, it} from 'vitest'
import {pamArgument, parsePam} from '../../../src/collect/parse/pam.ts'

describe('parsePam', () => {
  it('reads modules and the three ways to include', () => {
    expect(
      parsePam(
        '#%PAM-1.0\n@include common-auth\nauth substack system-auth\n-session optional pam_ck.so # note\npassword [success=1 default=ignore] /lib/security/pam_unix.so minlen=8 \\\n obscure\n',
      ),
    ).toEqual([
      {kind: 'include', type: undefined, file: 'common-auth'},
      {kind: 'include', type: 'auth', file: 'system-auth'},
      {kind: 'module', type: 'session', module: 'pam_ck', args: [], binding: false, control: 'optional'},
      {
        kind: 'module',
        type: 'password',
        module: 'pam_unix',
        args: ['minlen=8', 'obscure'],
        binding: false,
        control: '[success=1 default=ignore]',
      },
    ])
  })

  it.each([
    ['required', true],
    ['requisite', true],
    ['sufficient', false],
    ['optional', false],
    ['[default=die]', true],
    ['[success=ok new_authtok_reqd=ok ignore=ignore default=bad]', true],
    ['[success=1 default=ignore]', false],
    ['[default=1 ignore=ignore success=ok]', false],
    ['[success=ok]', true],
  ])('knows whether "%s" binds', (control, binding) => {
    expect(parsePam(`auth ${control} pam_faillock.so`)[0]).toMatchObject({binding})
  })
})

it('pamArgument finds values and flags', () => {
  expect(pamArgument(['remember=5', 'remember=7', 'even_deny_root'], 'remember')).toBe('7')
  expect(pamArgument(['even_deny_root'], 'even_deny_root')).toBe('')
  expect(pamArgument(['minlength=3'], 'minlen')).toBeUndefined()
})
