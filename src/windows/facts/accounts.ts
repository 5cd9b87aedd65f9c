import {present} from '../../lib/present.ts'
import type {Accounts} from '../../model/facts/accounts.ts'
import {type CimRow, cimBoolean, cimMoment, cimText} from '../cim.ts'
import {type Built, firstRow, type WindowsLook} from '../look.ts'
import {type Gaps, known, map, type Output, unseen} from '../output.ts'
import {parseSysteminfo} from '../parse/systeminfo.ts'
import {numberOf} from '../registry.ts'

type User = Accounts['users'][number]

/** Names under which Windows makes the account with RID 500, by its language. */
const defaultAdminNames = new Set(['administrator', 'administrateur', 'administrador', 'amministratore', 'administratör', 'администратор'])
/** RIDs below 1000 belong to accounts that Windows made. */
const firstOwnRid = 1000

/** Local accounts, told apart by SID: names are in the language of Windows. */
export function buildAccounts(look: WindowsLook): Built<'accounts'> {
  const source = 'local accounts by SID, members of S-1-5-32-544, registry Winlogon, Win32_ComputerSystem'
  const detailed = look.cim('LocalAccount')
  const rows = detailed.ok && detailed.value.length > 0 ? detailed : look.cim('Win32_UserAccount')
  if (!rows.ok) return {...rows, source}
  if (rows.value.length === 0) return {...unseen('error', 'the list of local accounts is empty'), source}
  const gaps: Gaps = {
    emptyPasswords: {reason: 'not-supported', detail: 'Windows does not tell an empty password without trying to log in'},
    duplicateIds: {reason: 'not-supported', detail: 'Windows gives a SID once'},
    passwordlessSudo: {reason: 'not-supported', detail: 'only Linux and macOS have it'},
    'users.createdAt': {reason: 'not-supported', detail: 'Windows does not write down when a local account was made'},
  }
  const members = look.cim('AdministratorMember')
  const adminIds = members.ok ? new Set(members.value.flatMap((row) => cimText(row, 'SID') ?? [])) : undefined
  if (!members.ok) {
    gaps['admins'] = {reason: members.reason, detail: members.detail}
    gaps['users.admin'] = gaps['admins']
  }
  const users = rows.value.flatMap((row) => readUser(row, adminIds))
  if (rows !== detailed)
    for (const field of ['lastLogonAt', 'passwordChangedAt'])
      gaps[`users.${field}`] = detailed.ok
        ? {reason: 'not-collected', detail: 'not asked'}
        : {reason: detailed.reason, detail: detailed.detail}
  const byRid = (rid: number) => users.find(({id}) => id.endsWith(`-${rid}`))
  const administrator = byRid(500)
  const guest = byRid(501)
  const auto = look.registry.read('HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\Winlogon', 'AutoAdminLogon')
  const value: Accounts = {
    users: users.filter(({enabled, builtIn}) => enabled || !builtIn),
    total: users.length,
    ...present({
      admins: members.ok ? members.value.flatMap((row) => cimText(row, 'Name') ?? []) : undefined,
      defaultAdminEnabled:
        administrator?.enabled === undefined ? undefined : administrator.enabled && defaultAdminNames.has(administrator.name.toLowerCase()),
      guestEnabled: guest?.enabled,
      autoLogon: known(
        gaps,
        'autoLogon',
        map(auto, (data) => numberOf(data) === 1),
      ),
      directory: known(gaps, 'directory', readDirectory(look)),
      laps: known(gaps, 'laps', readLaps(look)),
    }),
  }
  if (value.defaultAdminEnabled === undefined)
    gaps['defaultAdminEnabled'] = {reason: 'error', detail: 'no account with RID 500 is in the list'}
  if (value.guestEnabled === undefined) gaps['guestEnabled'] = {reason: 'error', detail: 'no account with RID 501 is in the list'}
  return {ok: true, value, gaps, source}
}

function readUser(row: CimRow, adminIds: ReadonlySet<string> | undefined): User[] {
  const [name, id] = [cimText(row, 'Name'), cimText(row, 'SID')]
  if (name === undefined || id === undefined) return []
  const disabled = cimBoolean(row, 'Disabled')
  const expires = cimBoolean(row, 'PasswordExpires')
  const rid = Number(/-(\d+)$/.exec(id)?.[1])
  return [
    {
      name,
      id,
      builtIn: rid < firstOwnRid,
      ...present({
        enabled: disabled === undefined ? undefined : !disabled,
        admin: adminIds?.has(id),
        lastLogonAt: cimMoment(row, 'LastLogin'),
        passwordChangedAt: cimMoment(row, 'PasswordLastSet'),
        passwordNeverExpires: expires === undefined ? undefined : !expires,
      }),
    },
  ]
}

function readDirectory(look: WindowsLook): Output<Accounts['directory'] & string> {
  const joined = map(
    look.registry.keys('HKLM\\SYSTEM\\CurrentControlSet\\Control\\CloudDomainJoin\\JoinInfo'),
    (keys) => (keys?.length ?? 0) > 0,
  )
  const partOfDomain = cimBoolean(firstRow(look, 'Win32_ComputerSystem'), 'PartOfDomain')
  const info = map(look.text('systeminfo.txt'), parseSysteminfo)
  const domain = info.ok ? info.value?.domain : undefined
  // A workgroup has a name without a dot.
  const inDomain = partOfDomain ?? (domain === undefined ? undefined : domain.includes('.'))
  if (inDomain) return {ok: true, value: 'active-directory'}
  if (joined.ok && joined.value) return {ok: true, value: 'entra'}
  if (inDomain === undefined) return unseen('not-collected', 'no program told the domain')
  return joined.ok ? {ok: true, value: 'none'} : joined
}

/** Windows LAPS (BackupDirectory 1 or 2) and the older Microsoft LAPS (AdmPwdEnabled 1). */
function readLaps(look: WindowsLook): Output<boolean> {
  const places = [
    ['HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Policies\\LAPS', 'BackupDirectory'],
    ['HKLM\\SOFTWARE\\Policies\\Microsoft Services\\AdmPwd', 'AdmPwdEnabled'],
  ] as const
  let found = false
  for (const [key, name] of places) {
    const value = map(look.registry.read(key, name), numberOf)
    if (!value.ok) return value
    found ||= (value.value ?? 0) > 0
  }
  return {ok: true, value: found}
}
