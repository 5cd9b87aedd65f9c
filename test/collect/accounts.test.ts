import {join} from 'node:path'
import {describe, expect, it} from 'vitest'
import {accountsCollector} from '../../src/collect/endpoint/accounts.ts'
import {accounts as schema} from '../../src/model/facts/accounts.ts'
import {createRecordedProbe} from './recorded-probe.ts'

const folder = (name: string) => join(import.meta.dirname, '../recorded/accounts', name)
type Change = Parameters<typeof createRecordedProbe>[1]

async function collect(name: string, change?: Change) {
  const fact = await accountsCollector.collect(createRecordedProbe(folder(name), change))
  if (!fact.ok) throw new Error(fact.detail)
  return {value: schema.parse(fact.value), gaps: fact.gaps ?? {}, source: fact.source}
}

const withoutRights: Change = (recording) => {
  recording.elevated = false
  recording.closed = ['/etc/shadow', '/etc/sudoers', '/etc/sudoers.d', '/home/binh', '/var/lib/postgresql', '/root']
}

describe('accounts', () => {
  it('tells who can log in, who is administrator and who needs no password on Debian as root', async () => {
    const {value, gaps} = await collect('debian')
    expect(value.users).toEqual([
      {name: 'root', id: '0', enabled: false, admin: true, builtIn: true},
      {name: 'postgres', id: '101', enabled: false, admin: false, builtIn: true},
      {
        name: 'an.nguyen',
        id: '1000',
        enabled: true,
        admin: true,
        builtIn: false,
        lastLogonAt: '2026-11-24T11:59:18.000Z',
        passwordChangedAt: '2026-02-16T00:00:00.000Z',
        passwordNeverExpires: false,
      },
      // No password, but an SSH key.
      {name: 'binh', id: '1001', enabled: true, admin: true, builtIn: false, lastLogonAt: '2026-11-04T22:44:18.000Z'},
      {name: 'cuc', id: '1002', enabled: true, admin: false, builtIn: false},
      // Ended by chage -E, administrator by a file of sudoers.d.
      {
        name: 'dung',
        id: '1003',
        enabled: false,
        admin: true,
        builtIn: false,
        passwordChangedAt: '2025-11-08T00:00:00.000Z',
        passwordNeverExpires: true,
      },
      {name: 'em', id: '1004', enabled: false, admin: false, builtIn: false, passwordNeverExpires: false},
      // A second uid 0 was not made by the system; its password is locked.
      {name: 'toor', id: '0', enabled: false, admin: true, builtIn: false},
    ])
    expect(value).toMatchObject({
      total: 12,
      admins: ['root', 'an.nguyen', 'binh', 'dung', 'toor'],
      defaultAdminEnabled: false,
      guestEnabled: false,
      emptyPasswords: ['cuc'],
      duplicateIds: ['0'],
      passwordlessSudo: ['binh'],
      autoLogon: false,
      directory: 'none',
    })
    expect(Object.keys(gaps).sort()).toEqual(['laps', 'users.createdAt'])
  })

  it('says what it cannot know without rights instead of calling it fine', async () => {
    const {value, gaps} = await collect('debian', withoutRights)
    expect(value.users.find((user) => user.name === 'cuc')).toEqual({name: 'cuc', id: '1002', enabled: true, admin: false, builtIn: false})
    expect(value.users.every((user) => user.enabled === (user.name !== 'em'))).toBe(true)
    expect(value.emptyPasswords).toBeUndefined()
    expect(value.passwordlessSudo).toBeUndefined()
    expect(value.defaultAdminEnabled).toBeUndefined()
    expect(value.admins).toEqual(['root', 'an.nguyen', 'toor'])
    for (const field of [
      'users.enabled',
      'users.admin',
      'users.passwordChangedAt',
      'users.passwordNeverExpires',
      'emptyPasswords',
      'defaultAdminEnabled',
      'admins',
      'passwordlessSudo',
    ])
      expect(gaps[field]?.reason, field).toBe('no-rights')
  })

  it('counts an account whose key file is closed as one that can log in', async () => {
    const {value, gaps} = await collect('debian', (recording) => {
      recording.closed = ['/home/binh']
    })
    expect(value.users.find((user) => user.name === 'binh')?.enabled).toBe(true)
    expect(gaps['users.enabled']?.reason).toBe('no-rights')
  })

  it('sees the domain, the automatic log-in and graphical log-ins on Fedora', async () => {
    const {value, gaps, source} = await collect('fedora')
    expect(value.directory).toBe('active-directory')
    expect(value.autoLogon).toBe(true)
    expect(value.guestEnabled).toBe(true)
    expect(value.emptyPasswords).toEqual(['xguest'])
    expect(value.admins).toEqual(['root', 'lan'])
    // lastlog never hears of display managers; the later of both sources counts.
    expect(value.users.map((user) => [user.name, user.lastLogonAt])).toEqual([
      ['root', undefined],
      ['lan', '2026-11-25T00:39:17.000Z'],
      ['minh', '2026-11-02T01:00:00.000Z'],
      ['xguest', undefined],
    ])
    expect(gaps['users.lastLogonAt']?.reason).toBe('not-supported')
    // Members of a group of the domain are not known here.
    expect(value.passwordlessSudo).toEqual(['%domain admins@example.test'])
    expect(gaps['passwordlessSudo']?.reason).toBe('not-collected')
    expect(source).toContain('lastlog; last')
  })

  it('does not call sudo clean while rules of the domain are not read', async () => {
    const probe = createRecordedProbe(folder('fedora'))
    const fact = await accountsCollector.collect({
      ...probe,
      readText: async (path) => (path === '/etc/sudoers' ? {ok: true, value: '%wheel ALL=(ALL) ALL\n'} : probe.readText(path)),
    })
    if (!fact.ok) throw new Error(fact.detail)
    expect(fact.value.passwordlessSudo).toBeUndefined()
    expect(fact.gaps?.['passwordlessSudo']?.reason).toBe('not-collected')
  })

  it('says so when it cannot tell which domain a Fedora is joined to', async () => {
    const {value, gaps} = await collect('fedora', (recording) => {
      recording.closed = ['/etc/sssd']
    })
    expect(value.directory).toBe('none')
    expect(gaps['directory']).toEqual({
      reason: 'no-rights',
      detail: 'directory: sssd.conf is closed; a Kerberos keytab shows that the machine is joined somewhere',
    })
  })

  it('reads an Alpine container: doas, no log-in records, guest account that cannot log in', async () => {
    const {value, gaps} = await collect('alpine-container')
    expect(value.users).toEqual([
      {name: 'root', id: '0', enabled: false, admin: true, builtIn: true},
      {name: 'app', id: '1000', enabled: false, admin: true, builtIn: false},
    ])
    expect(value).toMatchObject({
      passwordlessSudo: ['app'],
      guestEnabled: false,
      directory: 'none',
      autoLogon: false,
      defaultAdminEnabled: false,
      emptyPasswords: [],
    })
    expect(gaps['users.lastLogonAt']).toEqual({reason: 'not-supported', detail: 'the system keeps no record of log-ins'})
  })

  it('takes a lastlog that prints nothing as not seen, not as never', async () => {
    const {value, gaps} = await collect('debian', (recording) => {
      recording.commands = [{run: ['lastlog'], stdout: ''}]
    })
    expect(value.users.some((user) => user.lastLogonAt)).toBe(false)
    expect(gaps['users.lastLogonAt']).toEqual({reason: 'error', detail: 'lastlog ended with 0 and no list of log-ins'})
  })

  it('gives no fact when /etc/passwd cannot be read', async () => {
    const fact = await accountsCollector.collect(
      createRecordedProbe(folder('debian'), (recording) => {
        recording.closed = ['/etc/passwd']
      }),
    )
    expect(fact).toMatchObject({ok: false, reason: 'no-rights', source: '/etc/passwd'})
  })

  it('reads macOS', async () => {
    const {value, gaps} = await collect('macos')
    expect(value).toEqual({
      users: [
        {name: 'lan', id: '501', enabled: true, admin: true, builtIn: false},
        {name: 'minh', id: '502', enabled: false, admin: false, builtIn: false},
      ],
      total: 4,
      admins: ['lan', 'root'],
      defaultAdminEnabled: false,
      duplicateIds: [],
      passwordlessSudo: [],
      directory: 'none',
      autoLogon: true,
      guestEnabled: false,
    })
    expect(gaps['users.lastLogonAt']?.reason).toBe('not-collected')
  })
})
