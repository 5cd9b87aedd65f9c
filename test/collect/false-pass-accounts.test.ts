import {describe, expect, it} from 'vitest'
import {accountsCollector} from '../../src/collect/endpoint/accounts.ts'
import {bootCollector} from '../../src/collect/endpoint/boot.ts'
import {passwordPolicyCollector} from '../../src/collect/endpoint/password-policy.ts'
import {machineFiles, memoryProbe} from './memory-probe.ts'

const hash = '$y$j9T$abc$def'
const passwd = 'root:x:0:0:root:/root:/bin/bash\nan:x:1000:1000::/home/an:/bin/bash\nbinh:x:1001:1001::/home/binh:/bin/bash\n'
const shadow = `root:!:20000:0:90:7:::\nan:${hash}:20000:0:90:7:::\nbinh:${hash}:20000:0:90:7:::\n`
const group = 'root:x:0:\nsudo:x:27:an\nusers:x:100:an,binh\nan:x:1000:\nbinh:x:1001:\n'
const base = {...machineFiles(), '/etc/passwd': passwd, '/etc/shadow': shadow, '/etc/group': group, '/usr/sbin/sshd': ''}

async function accounts(files: Record<string, string>) {
  const fact = await accountsCollector.collect(memoryProbe({files: {...base, ...files}}))
  if (!fact.ok) throw new Error(fact.detail)
  return {value: fact.value, gaps: fact.gaps ?? {}}
}

describe('who may become administrator without a password', () => {
  const sudoers = (text: string) =>
    accounts({'/etc/sudoers': `%sudo ALL=(ALL:ALL) ALL\n${text}\n`}).then(({value}) => value.passwordlessSudo)

  it('finds nobody where everybody is asked', async () => expect(await sudoers('')).toEqual([]))

  it.each([
    ['Defaults exempt_group = sudo', ['an']],
    ['Defaults exempt_group="sudo"', ['an']],
    ['Defaults>root !authenticate', ['an']],
    ['Defaults@ALL !authenticate', ['an']],
    ['Defaults!ALL !authenticate', ['an']],
    ['binh ALL=(ALL) NOPASSWD: /usr/bin/', ['binh']],
    ['binh ALL=(ALL) NOPASSWD: /usr/bin/*', ['binh']],
    ['binh ALL=(ALL) NOPASSWD: /usr/bin/vim', ['binh']],
    ['binh ALL=(ALL) NOPASSWD: /usr/bin/python3.11', ['binh']],
    ['binh ALL=(ALL) NOPASSWD: /usr/bin/systemctl', ['binh']],
    ['binh ALL=(ALL) NOPASSWD: /usr/bin/apt-get *', ['binh']],
    ['Cmnd_Alias PKG = /usr/bin/dpkg\nbinh ALL=(root) NOPASSWD: PKG', ['binh']],
  ])('%s', async (text, names) => expect(await sudoers(text)).toEqual(names))

  it.each([
    'binh ALL=(ALL) NOPASSWD: /usr/bin/systemctl restart nginx',
    'binh ALL=(ALL) NOPASSWD: /usr/bin/apt-get update',
    'Cmnd_Alias WEB = /usr/bin/systemctl reload nginx\nbinh ALL=(root) NOPASSWD: WEB',
    'Defaults!/usr/bin/lpq !authenticate',
    'Defaults exempt_group=operators',
    'binh ALL=(www-data) NOPASSWD: /usr/bin/vim',
  ])('leaves "%s" alone', async (text) => expect(await sudoers(text)).toEqual([]))

  it('knows users of doas by number', async () => {
    const {value} = await accounts({'/etc/doas.conf': 'permit nopass 1001\npermit :27\n'})
    expect(value.passwordlessSudo).toEqual(['binh'])
    expect(value.admins).toEqual(['root', 'an', 'binh'])
  })

  it.each([
    [
      '/etc/polkit-1/rules.d/10-x.rules',
      'polkit.addRule(function(action, subject) {\n  if (subject.isInGroup("sudo")) return polkit.Result.YES;\n});',
      false,
    ],
    [
      '/etc/polkit-1/rules.d/10-x.rules',
      'polkit.addRule(function(a, s) { if (action.id == "org.freedesktop.policykit.exec") return polkit.Result.YES })',
      false,
    ],
    [
      '/etc/polkit-1/rules.d/10-x.rules',
      'polkit.addRule(function(action) { if (action.id == "org.freedesktop.udisks2.filesystem-mount") return polkit.Result.YES })',
      true,
    ],
    ['/etc/polkit-1/rules.d/10-x.rules', '// polkit.addRule(function() { return polkit.Result.YES })', true],
    ['/etc/polkit-1/localauthority/50-local.d/a.pkla', '[all]\nIdentity=unix-group:sudo\nAction=*\nResultActive=yes\n', false],
  ])('polkit %s with %j: asks %s', async (path, text, asks) => {
    const files = {...base, '/sys/firmware/acpi/x': '', '/sys/class/dmi/id/x': '', '/etc/sudoers': '%sudo ALL=(ALL) ALL\n', [path]: text}
    const fact = await bootCollector.collect(memoryProbe({files}))
    expect(fact.ok && fact.value.elevationPrompt).toBe(asks)
  })
})

describe('PAM that asks for nothing', () => {
  it.each([
    ['auth sufficient pam_rootok.so\nauth sufficient pam_wheel.so trust use_uid\nauth required pam_unix.so\n', ['PAM: su']],
    ['auth sufficient pam_permit.so\nauth required pam_unix.so\n', ['PAM: su']],
    ['auth sufficient pam_succeed_if.so user ingroup admins\nauth required pam_unix.so\n', ['PAM: su']],
    ['auth sufficient pam_rootok.so\nauth required pam_wheel.so use_uid\nauth required pam_unix.so\n', []],
    ['auth required pam_unix.so\nauth sufficient pam_permit.so\n', []],
    ['auth [success=1 default=ignore] pam_unix.so\nauth requisite pam_deny.so\nauth required pam_permit.so\n', []],
  ])('su with %j', async (stack, names) => {
    const files = {'/etc/sudoers': '', '/etc/pam.d/su': stack}
    expect((await accounts(files)).value.passwordlessSudo).toEqual(names)
    const boot = await bootCollector.collect(
      memoryProbe({files: {...base, ...files, '/sys/firmware/acpi/x': '', '/sys/class/dmi/id/x': ''}}),
    )
    expect(boot.ok && boot.value.elevationPrompt).toBe(names.length === 0)
  })

  it('lists who logs in at the screen without a password', async () =>
    expect((await accounts({'/etc/group': `${group}nopasswdlogin:x:116:an\n`})).value.emptyPasswords).toEqual(['an']))
})

describe('accounts that are easy to overlook', () => {
  it('reads lines as short as glibc takes them', async () => {
    const {value} = await accounts({'/etc/passwd': `${passwd}toor::0:0\n  spaced:x: 0:0::/:/bin/sh\nnogid:x:0:\n`})
    expect(value.emptyPasswords).toEqual(['toor'])
    expect(value.duplicateIds).toEqual(['0'])
    expect(value.admins).toEqual(['root', 'an', 'toor', 'spaced'])
  })

  const key = 'ssh-ed25519 AAAA root@pc\n'
  it.each([
    ['no key', {}, false],
    ['a key', {'/root/.ssh/authorized_keys': key}, true],
    ['a key and a locked door', {'/root/.ssh/authorized_keys': key, '/etc/ssh/sshd_config': 'PermitRootLogin no\n'}, false],
    ['a key that only prints a word', {'/root/.ssh/authorized_keys': `no-pty,command="echo 'Please login as \\"an\\"'" ${key}`}, false],
    ['a password', {'/etc/shadow': shadow.replace('root:!', `root:${hash}`)}, true],
  ])('root with %s', async (_, files, enabled) => {
    const {value} = await accounts({'/etc/ssh/sshd_config': 'PermitRootLogin prohibit-password\n', ...files} as Record<string, string>)
    expect(value.defaultAdminEnabled).toBe(enabled)
  })

  it('does not know whom certificates let in', async () => {
    const {value, gaps} = await accounts({'/etc/ssh/sshd_config': 'PermitRootLogin prohibit-password\nTrustedUserCAKeys /etc/ssh/ca.pub\n'})
    expect(value.defaultAdminEnabled).toBeUndefined()
    expect(gaps['defaultAdminEnabled']).toBeDefined()
  })

  it.each([
    ['/etc/xdg/lightdm/lightdm.conf.d/50.conf', '[Seat:*]\nautologin-user=an\n'],
    ['/etc/slim.conf', 'default_user an\nauto_login yes\n'],
    ['/etc/default/nodm', 'NODM_ENABLED=true\nNODM_USER=an\n'],
    ['/etc/plasmalogin.conf', '[Autologin]\nUser=an\n'],
    ['/usr/lib/systemd/system/getty@tty1.service.d/kiosk.conf', '[Service]\nExecStart=\nExecStart=-/sbin/agetty --autologin an %I\n'],
    ['/etc/systemd/system/getty@tty1.service.d/x.conf', '[Service]\nExecStart=-/bin/login -f an\n'],
    ['/etc/inittab', 'tty1::respawn:/bin/login -f root\n'],
    ['/etc/inittab', 'tty1::askfirst:-/bin/sh\n'],
  ])('%s logs somebody in', async (path, text) => expect((await accounts({[path]: text})).value.autoLogon).toBe(true))

  it('takes ordinary consoles for what they are', async () => {
    const {value} = await accounts({
      '/etc/inittab': 'tty1::respawn:/sbin/getty 38400 tty1\n#ttyS0::respawn:/bin/sh\n::sysinit:/sbin/openrc sysinit\n',
      '/usr/lib/systemd/system/getty@.service': "[Service]\nExecStart=-/sbin/agetty -o '-p -- \\\\u' --noclear - $TERM\n",
    })
    expect(value.autoLogon).toBe(false)
  })
})

describe('a directory that is set up', () => {
  const sssd = '[sssd]\ndomains = so.example\n[domain/so.example]\nid_provider = ad\n'
  const joined = {
    '/etc/sssd/sssd.conf': sssd,
    '/etc/nsswitch.conf': 'passwd: files sss\n',
    '/etc/krb5.keytab': 'x',
    ...machineFiles(['sssd']),
  }
  const without = (path: string) => Object.fromEntries(Object.entries(joined).filter(([file]) => file !== path))

  it('counts while it works', async () => {
    const {value, gaps} = await accounts(joined)
    expect([value.directory, gaps['directory']]).toEqual(['active-directory', undefined])
  })

  it.each(['/proc/100/comm', '/etc/krb5.keytab'])('is unknown without %s', async (path) =>
    expect((await accounts(without(path))).gaps['directory']).toMatchObject({reason: 'not-supported'}),
  )

  it('is none while glibc does not ask it', async () =>
    expect((await accounts({...joined, '/etc/nsswitch.conf': 'passwd: files\n'})).value.directory).toBe('none'))
})

it('counts members of groups that may start containers as administrators', async () => {
  const {value} = await accounts({'/etc/group': `${group}docker:x:998:binh\n`})
  expect(value.admins).toEqual(['root', 'an', 'binh'])
})

describe('modules of PAM that are never reached', () => {
  async function policy(auth: string, password = '') {
    const files = {
      ...base,
      '/etc/debian_version': '12',
      '/etc/pam.d/login': auth,
      '/etc/pam.d/passwd': password || 'password required pam_unix.so\n',
    }
    const fact = await passwordPolicyCollector.collect(memoryProbe({files}))
    if (!fact.ok) throw new Error(fact.detail)
    return fact.value
  }
  const preauth = 'auth required pam_faillock.so preauth\n'
  const unix = 'auth [success=1 default=ignore] pam_unix.so nullok\n'
  const deny = 'auth requisite pam_deny.so\nauth required pam_permit.so\n'
  const authfail = 'auth [default=die] pam_faillock.so authfail\n'

  it.each([
    [3, preauth + unix.replace('success=1', 'success=2') + authfail + deny],
    [0, preauth + unix + deny + authfail],
    [
      3,
      `${preauth}auth [default=1 ignore=ignore success=ok] pam_localuser.so\nauth sufficient pam_unix.so\nauth sufficient pam_sss.so\nauth required pam_faillock.so authfail\nauth required pam_deny.so\n`,
    ],
    [0, `${preauth}auth requisite pam_unix.so\n${authfail}`],
  ])('locks after %d wrong passwords: %j', async (threshold, auth) => expect((await policy(auth)).lockoutThreshold).toBe(threshold))

  it.each([
    ['UsePAM yes\n', 3],
    ['UsePAM no\n', 0],
    ['', 0],
    ['UsePAM no\nPasswordAuthentication no\n', 3],
    ['UsePAM no\nPasswordAuthentication no\nMatch User an\n  PasswordAuthentication yes\n', 0],
  ])('asks whether sshd uses PAM at all: %j', async (config, threshold) => {
    const stack = preauth + unix.replace('success=1', 'success=2') + authfail + deny
    const files = {...base, '/etc/pam.d/login': stack, '/etc/pam.d/sshd': stack, '/etc/ssh/sshd_config': config}
    const fact = await passwordPolicyCollector.collect(memoryProbe({files}))
    expect(fact.ok && fact.value.lockoutThreshold).toBe(threshold)
  })

  it('counts pam_pwquality only in front of pam_unix', async () => {
    const quality = 'password requisite pam_pwquality.so minlen=14 minclass=4\n'
    const history = 'password required pam_pwhistory.so remember=12\n'
    const store = 'password [success=1 default=ignore] pam_unix.so yescrypt\n'
    expect(await policy(unix, quality + history + store)).toMatchObject({minLength: 14, classes: 4, history: 12})
    expect(await policy(unix, store + quality + history)).toMatchObject({minLength: 6, classes: 0, history: 0})
  })
})
