export interface AptUpgrades {
  pending: number
  /** Those for which a newer version than the installed one lies in a security archive. */
  security: number
}

/**
 * Upgrades of `apt list --upgradable -a`: blocks divided by empty lines, one line a version with the newest first,
 * `name/archive,archive version arch [installed,upgradable to: ...]` at the installed one. Undefined when the heading
 * "Listing..." is missing.
 */
export function parseAptUpgradable(text: string): AptUpgrades | undefined {
  if (!text.startsWith('Listing...')) return undefined
  let pending = 0
  let security = 0
  for (const block of text.slice(text.indexOf('\n') + 1).split(/\n\n+/)) {
    const lines = block.split('\n').filter((line) => line.length < 4000 && line.includes('/'))
    if (!lines.some((line) => line.includes('[upgradable from: '))) continue
    pending += 1
    const installed = lines.findIndex((line) => line.includes('[installed'))
    const newer = installed < 0 ? lines : lines.slice(0, installed)
    if (newer.some(isFromSecurityArchive)) security += 1
  }
  return {pending, security}
}

/** "libssl3/jammy-updates,jammy-security 3.0.2 amd64": an archive whose name ends in "-security", also "jammy-infra-security" of Ubuntu Pro. */
function isFromSecurityArchive(line: string): boolean {
  const archives = line.slice(line.indexOf('/') + 1).split(' ')[0] ?? ''
  return archives.split(',').some((archive) => archive.endsWith('-security'))
}
