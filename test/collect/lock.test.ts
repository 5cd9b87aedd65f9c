import {cpSync, mkdtempSync, rmSync, utimesSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, beforeAll, describe, expect, it} from 'vitest'
import {lockCollector} from '../../src/collect/endpoint/lock.ts'
import {lock as schema} from '../../src/model/facts/lock.ts'
import {createRecordedProbe} from './recorded-probe.ts'

const recorded = join(import.meta.dirname, '../recorded/lock')
type Change = Parameters<typeof createRecordedProbe>[1]

async function collect(folder: string, change?: Change) {
  const fact = await lockCollector.collect(createRecordedProbe(folder, change))
  if (!fact.ok) throw new Error(fact.detail)
  return {value: schema.parse(fact.value), gaps: fact.gaps ?? {}}
}

describe('lock of GNOME', () => {
  // dconf compares times of files, which git does not keep.
  let machine = ''
  const at = (path: string, minute: number) =>
    utimesSync(join(machine, 'files/etc/dconf/db', path), new Date(), new Date(2026, 0, 1, 8, minute))

  beforeAll(() => {
    machine = mkdtempSync(join(tmpdir(), 'stp-sec-lock-'))
    cpSync(join(recorded, 'ubuntu-locked'), machine, {recursive: true})
    at('local.d/00-screensaver', 1)
    at('local.d/locks/screensaver', 2)
    at('local', 3)
  })
  afterAll(() => rmSync(machine, {recursive: true}))

  it('holds for everybody when dconf locks all three keys', async () => {
    expect(await collect(machine)).toEqual({
      value: {graphical: true, enabled: true, timeoutMinutes: 11, enforced: true, consoleTimeoutMinutes: 15},
      gaps: {},
    })
  })

  it('is not known when users may have changed it', async () => {
    const {value, gaps} = await collect(machine, (recording) => {
      recording.closed = ['/etc/dconf/db/local.d/locks']
    })
    expect(value).toEqual({graphical: true, consoleTimeoutMinutes: 15})
    expect(gaps['enabled']?.reason).toBe('no-rights')
    expect(gaps['enforced']?.reason).toBe('no-rights')
  })

  it('is not in force while the data base is older than its key files', async () => {
    at('local', 0)
    const {value, gaps} = await collect(machine)
    at('local', 3)
    expect(value.enabled).toBeUndefined()
    expect(gaps['enabled']).toEqual({reason: 'error', detail: '/etc/dconf/db/local.d was changed after the last "dconf update"'})
  })

  it('falls back to the schema without a profile: default lock, users free to change it', async () => {
    const {value, gaps} = await collect(machine, (recording) => {
      recording.commands = []
      recording.closed = ['/home/lan/.config']
    })
    expect(value.enforced).toBe(true)
    expect(gaps).toEqual({})
    writeFileSync(join(machine, 'files/etc/dconf/profile/user'), 'user-db:user\n')
    const open = await collect(machine)
    expect(open.value).toEqual({graphical: true, enforced: false, consoleTimeoutMinutes: 15})
    expect(open.gaps['enabled']?.detail).toContain('users may have changed')
    // Nobody has settings of their own yet: the default of the schema, 300 seconds.
    rmSync(join(machine, 'files/home/lan'), {recursive: true})
    const fresh = await collect(machine)
    expect(fresh).toEqual({
      value: {graphical: true, enabled: true, timeoutMinutes: 5, enforced: false, consoleTimeoutMinutes: 15},
      gaps: {},
    })
    // A default of the vendor that leaves the screen open is the weakest there is.
    writeFileSync(
      join(machine, 'files/usr/share/glib-2.0/schemas/90_site.gschema.override'),
      '[org.gnome.desktop.session]\nidle-delay=uint32 0\n',
    )
    const never = await collect(machine)
    expect(never.value).toMatchObject({enabled: false, timeoutMinutes: 0, enforced: false})
  })
})

describe('lock', () => {
  it('does not apply to a server, whose consoles systemd-logind ends', async () => {
    expect(await collect(join(recorded, 'debian-server'))).toEqual({value: {graphical: false, consoleTimeoutMinutes: 90}, gaps: {}})
  })

  it('takes the weakest user of KDE', async () => {
    expect(await collect(join(recorded, 'fedora-kde'))).toEqual({
      value: {graphical: true, enabled: true, timeoutMinutes: 25, enforced: false, consoleTimeoutMinutes: 5},
      gaps: {},
    })
  })

  it('does not know the users of KDE without rights', async () => {
    const {value, gaps} = await collect(join(recorded, 'fedora-kde'), (recording) => {
      recording.elevated = false
      recording.closed = ['/home/minh']
    })
    // TMOUT is not readonly there: the user may have set another one.
    expect(value).toEqual({graphical: true, enforced: false})
    expect(gaps['consoleTimeoutMinutes']?.reason).toBe('no-rights')
    expect(gaps['timeoutMinutes']?.reason).toBe('no-rights')
  })

  it('finds no desktop and no limit in a container without systemd', async () => {
    expect(await collect(join(recorded, 'container'))).toEqual({value: {graphical: false, consoleTimeoutMinutes: 0}, gaps: {}})
  })

  it('does not take a closed profile for one without limit', async () => {
    const {value, gaps} = await collect(join(recorded, 'container'), (recording) => {
      recording.closed = ['/etc/profile.d']
    })
    expect(value.consoleTimeoutMinutes).toBeUndefined()
    expect(gaps['consoleTimeoutMinutes']?.reason).toBe('no-rights')
  })

  it('reads the profile of a managed Mac and nothing else', async () => {
    expect((await collect(join(recorded, 'macos'))).value).toEqual({graphical: true, enabled: true, timeoutMinutes: 10, enforced: true})
    const {value, gaps} = await collect(join(recorded, 'macos'), (recording) => {
      recording.commands = []
    })
    expect(value).toEqual({graphical: true})
    expect(gaps['enabled']?.reason).toBe('not-supported')
  })
})
