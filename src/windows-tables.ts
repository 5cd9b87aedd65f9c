import {createHash} from 'node:crypto'
import {loadContent} from './content/content.ts'
import {loadIdentityRules} from './content/load-identity-rules.ts'
import {loadWindowsEditions} from './content/load-windows-editions.ts'
import {loadWindowsPrograms} from './content/load-windows-programs.ts'
import {isJunk} from './import/junk.ts'
import type {WindowsTables} from './windows/look.ts'

/** What tells the names that Windows, programs and makers give. */
export function loadWindowsTables(): WindowsTables {
  const {junk} = loadIdentityRules()
  return {
    lifecycle: loadContent().lifecycle,
    editions: loadWindowsEditions(),
    programs: loadWindowsPrograms(),
    isJunk: (text) => isJunk(text, junk),
    // As short as those of other systems: enough to tell sticks apart, too little to guess a serial number from.
    hash: (text) => createHash('sha256').update(text).digest('hex').slice(0, 16),
  }
}
