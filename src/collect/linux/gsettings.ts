import {parseGschemaDefault, parseGschemaPath, parseGvariant} from '../parse/gschema.ts'
import {type Keyfile, mergeKeyfiles, parseKeyfile} from '../parse/keyfile.ts'
import type {Probe, Seen} from '../probe.ts'
import type {Failure} from './gap.ts'
import {readFolder} from './read-folder.ts'

export interface Setting {
  /** What holds for a user who changed nothing; undefined when the key does not exist here. */
  value: boolean | number | undefined
  /** Users cannot change it. */
  locked: boolean
}

export interface GSettings {
  read: (schema: string, key: string) => Setting
  /** Something that may override the defaults could not be trusted or read. */
  failure?: Failure
}

interface Database {
  values: Keyfile
  locks: Set<string>
}

/** What `dconf update` writes for a folder without key files, as distributions ship it: 61 bytes; one key makes it more than 100. */
const emptyDatabaseBytes = 100
const schemaFolder = '/usr/share/glib-2.0/schemas'

/**
 * System-wide settings of GNOME and its relatives: dconf data bases named by /etc/dconf/profile/user, else the vendor's
 * overrides, else the default of the schema. The schemas wanted are read ahead; `desktops` are the names under which an
 * override may be bound to a desktop.
 */
export async function readGSettings(
  probe: Probe,
  schemas: Readonly<Record<string, string>>,
  desktops: readonly string[],
): Promise<GSettings> {
  const names = Object.keys(schemas)
  const [overrides, texts, profile] = await Promise.all([
    readFolder(probe, schemaFolder, (name) => name.endsWith('.gschema.override')),
    Promise.all(names.map((name) => probe.readText(`${schemaFolder}/${schemas[name]}`))),
    readProfile(probe),
  ])
  const vendor = mergeKeyfiles(overrides.texts.map((file) => parseKeyfile(file.text)))
  const system = profile.ok
    ? profile.value
        .split('\n')
        .map((line) => /^\s*system-db:([A-Za-z0-9_.-]+)/.exec(line.slice(0, 200))?.[1])
        .filter((name) => name !== undefined)
    : []
  const answers = await Promise.all(system.map((name) => readDatabase(probe, name)))
  const databases = answers.flatMap((answer) => (answer.ok ? [answer.database] : []))
  const failure = [
    overrides.failure,
    profile.ok || profile.reason === 'not-supported' ? undefined : profile,
    ...answers.map((answer) => (answer.ok ? undefined : answer.failure)),
  ].find((one) => one !== undefined)
  return {
    read: (schema, key) => {
      const text = texts[names.indexOf(schema)]
      const path = (text?.ok ? parseGschemaPath(text.value, schema) : undefined) ?? schema.replaceAll('.', '/')
      const value =
        databases.map((one) => one.values.get(path)?.get(key)).find((one) => one !== undefined) ??
        desktops.map((desktop) => vendor.get(`${schema}:${desktop}`)?.get(key)).find((one) => one !== undefined) ??
        vendor.get(schema)?.get(key) ??
        (text?.ok ? parseGschemaDefault(text.value, schema, key) : undefined)
      return {
        value: value === undefined ? undefined : parseGvariant(value),
        locked: databases.some((one) => one.locks.has(`/${path}/${key}`)),
      }
    },
    ...(failure ? {failure} : {}),
  }
}

/** The administrator's profile, else the vendor's; without one dconf asks the user alone. */
async function readProfile(probe: Probe): Promise<Seen<string>> {
  const [own, vendor] = await Promise.all(['/etc/dconf/profile/user', '/usr/share/dconf/profile/user'].map((path) => probe.readText(path)))
  const found = own && (own.ok || own.reason !== 'not-supported') ? own : vendor
  return found ?? {ok: false, reason: 'not-supported', detail: 'dconf has no profile here'}
}

/**
 * dconf reads the compiled file only: key files newer than it are not in force until somebody runs `dconf update`, so a
 * data base older than its key files is a failure, not a setting.
 */
async function readDatabase(probe: Probe, name: string): Promise<{ok: true; database: Database} | {ok: false; failure: Failure}> {
  const folder = `/etc/dconf/db/${name}.d`
  const [compiled, files, locks] = await Promise.all([
    probe.stat(`/etc/dconf/db/${name}`),
    readFolder(probe, folder, (file) => !file.startsWith('.') && file !== 'locks'),
    readFolder(probe, `${folder}/locks`, (file) => !file.startsWith('.')),
  ])
  const failure = files.failure ?? locks.failure
  if (failure) return {ok: false, failure}
  const all = [...files.texts, ...locks.texts]
  if (!compiled.ok && compiled.reason !== 'not-supported') return {ok: false, failure: compiled}
  const stats = await Promise.all(all.map((file) => probe.stat(file.path)))
  const stale = stats.some((file) => file.ok && compiled.ok && file.value.modifiedAt.getTime() > compiled.value.modifiedAt.getTime() + 1000)
  if ((!compiled.ok && all.length > 0) || stale)
    return {ok: false, failure: {ok: false, reason: 'error', detail: `${folder} was changed after the last "dconf update"`}}
  if (compiled.ok && all.length === 0 && compiled.value.sizeBytes > emptyDatabaseBytes)
    return {ok: false, failure: {ok: false, reason: 'not-supported', detail: `/etc/dconf/db/${name} has no key files to read`}}
  return {
    ok: true,
    database: {
      values: mergeKeyfiles(files.texts.map((file) => parseKeyfile(file.text))),
      locks: new Set(locks.texts.flatMap((file) => file.text.split('\n').map((line) => line.trim()))),
    },
  }
}
