import {describe, expect, it} from 'vitest'
import {parsePasswd} from '../../../src/collect/parse/passwd.ts'

describe('parsePasswd', () => {
  it('reads accounts and what their password field says', () => {
    expect(
      parsePasswd('root:x:0:0:root:/root:/bin/bash\nopen::1000:1000::/home/open:\nold:$1$a$b:1001:1001::/home/old:/bin/sh\n').accounts,
    ).toEqual([
      {name: 'root', uid: 0, gid: 0, home: '/root', shell: '/bin/bash', password: {state: 'shadow'}},
      {name: 'open', uid: 1000, gid: 1000, home: '/home/open', shell: '', password: {state: 'empty'}},
      {name: 'old', uid: 1001, gid: 1001, home: '/home/old', shell: '/bin/sh', password: {state: 'usable', scheme: 'md5'}},
    ])
  })

  it('notes NIS and counts what is no account', () => {
    expect(parsePasswd('+::::::\n# note\n\nhalf:x:1000\nno uid:x::1:::\nx\0y:x:1:1::/:/bin/sh\n')).toEqual({
      accounts: [],
      nis: true,
      odd: 3,
    })
  })
})
