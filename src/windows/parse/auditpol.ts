/** Subcategories of the audit policy by their GUID, as ntsecapi.h numbers them. */
export const auditGuids = {
  logon: '0cce9215-69ae-11d9-bed3-505054503030',
  logoff: '0cce9216-69ae-11d9-bed3-505054503030',
  userAccountManagement: '0cce9235-69ae-11d9-bed3-505054503030',
  securityGroupManagement: '0cce9237-69ae-11d9-bed3-505054503030',
  processCreation: '0cce922b-69ae-11d9-bed3-505054503030',
} as const

/** What is recorded of a subcategory. */
export interface AuditSetting {
  success: boolean
  failure: boolean
}

/** Words of the setting in English; other languages are only known by the number that `auditpol /backup` adds. */
const english: Record<string, AuditSetting> = {
  'no auditing': {success: false, failure: false},
  success: {success: true, failure: false},
  failure: {success: false, failure: true},
  'success and failure': {success: true, failure: true},
}

/**
 * Settings by GUID out of `auditpol /backup` or `auditpol /get /category:* /r` (CSV: machine, target, subcategory, GUID, inclusion,
 * exclusion, number). Columns are taken by position, names never. A subcategory whose setting cannot be read is left out.
 * Undefined when no line holds a GUID.
 */
export function parseAuditpol(text: string): Map<string, AuditSetting> | undefined {
  const settings = new Map<string, AuditSetting>()
  let found = false
  for (const line of text.split(/\r?\n/)) {
    const cells = line.split(',').map((cell) => cell.trim().replace(/^"|"$/g, ''))
    const at = cells.findIndex((cell) => /^\{[0-9a-f-]{36}\}$/i.test(cell))
    if (at === -1) continue
    found = true
    const number = /^[0-4]$/.test(cells[at + 3] ?? '') ? Number(cells[at + 3]) : undefined
    // 1 success, 2 failure, 4 none (POLICY_AUDIT_EVENT_...).
    const setting =
      number === undefined ? english[(cells[at + 1] ?? '').toLowerCase()] : {success: (number & 1) !== 0, failure: (number & 2) !== 0}
    if (setting) settings.set((cells[at] ?? '').slice(1, -1).toLowerCase(), setting)
  }
  return found ? settings : undefined
}
