import {describe, expect, it} from 'vitest'
import {parseApparmorProfiles} from '../../../src/collect/parse/apparmor-profiles.ts'
import {parseNoExecute} from '../../../src/collect/parse/cpu-no-execute.ts'
import {parseDefaults} from '../../../src/collect/parse/defaults.ts'
import {parseDmUuid} from '../../../src/collect/parse/dm-uuid.ts'
import {parseDoasConf} from '../../../src/collect/parse/doas-conf.ts'
import {parseDscl} from '../../../src/collect/parse/dscl.ts'
import {parseEfiFlag} from '../../../src/collect/parse/efivar.ts'
import {parseExports} from '../../../src/collect/parse/exports.ts'
import {parseGroup} from '../../../src/collect/parse/group.ts'
import {parseGschemaDefault, parseGschemaPath, parseGvariant} from '../../../src/collect/parse/gschema.ts'
import {parseKeyValueConf} from '../../../src/collect/parse/key-value-conf.ts'
import {parseKeyfile} from '../../../src/collect/parse/keyfile.ts'
import {parseLast} from '../../../src/collect/parse/last.ts'
import {parseLastlog} from '../../../src/collect/parse/lastlog.ts'
import {parseLoginDefs} from '../../../src/collect/parse/login-defs.ts'
import {parseModprobe} from '../../../src/collect/parse/modprobe.ts'
import {parseMountinfo} from '../../../src/collect/parse/mountinfo.ts'
import {parseNsswitch} from '../../../src/collect/parse/nsswitch.ts'
import {parsePam} from '../../../src/collect/parse/pam.ts'
import {parsePasswd} from '../../../src/collect/parse/passwd.ts'
import {parsePwpolicy} from '../../../src/collect/parse/pwpolicy.ts'
import {parseShadow} from '../../../src/collect/parse/shadow.ts'
import {parseSharing} from '../../../src/collect/parse/sharing.ts'
import {parseShellTimeout} from '../../../src/collect/parse/shell-timeout.ts'
import {parseSmbConf} from '../../../src/collect/parse/smb-conf.ts'
import {parseSudoers} from '../../../src/collect/parse/sudoers.ts'
import {parseSwaps} from '../../../src/collect/parse/swaps.ts'
import {parseTimeSpan} from '../../../src/collect/parse/time-span.ts'
import {parseUsbguardRules} from '../../../src/collect/parse/usbguard-rules.ts'
import {parseUsershare} from '../../../src/collect/parse/usershare.ts'

const parsers: Record<string, (text: string) => unknown> = {
  apparmor: parseApparmorProfiles,
  cpu: parseNoExecute,
  defaults: (text) => parseDefaults(`{\n${text}`),
  dmUuid: parseDmUuid,
  doas: parseDoasConf,
  dscl: parseDscl,
  efivar: parseEfiFlag,
  exports: parseExports,
  group: parseGroup,
  gschema: (text) => [parseGschemaDefault(text, 'a', 'b'), parseGschemaPath(text, 'a'), parseGvariant(text)],
  keyValue: parseKeyValueConf,
  keyfile: parseKeyfile,
  last: parseLast,
  lastlog: (text) => parseLastlog(`Username\n${text}`),
  loginDefs: parseLoginDefs,
  modprobe: (text) => parseModprobe([text]),
  mountinfo: parseMountinfo,
  nsswitch: parseNsswitch,
  pam: parsePam,
  passwd: parsePasswd,
  pwpolicy: (text) => parsePwpolicy(`<plist>${text}`),
  shadow: parseShadow,
  sharing: (text) => parseSharing(`List of Share Points\n${text}`),
  shellTimeout: parseShellTimeout,
  smbConf: parseSmbConf,
  sudoers: parseSudoers,
  swaps: (text) => parseSwaps(`Filename\n${text}`),
  timeSpan: parseTimeSpan,
  usbguard: parseUsbguardRules,
  usershare: (text) => parseUsershare(`#VERSION 2\n${text}`, 'x'),
}

const fill = (size: number) => (unit: string) => unit.repeat(Math.ceil(size / unit.length))
/** Long lines of a megabyte, many lines, nothing but separators, NUL bytes, half a line. */
const inputs = [
  ...['a', ' ', '\0', ':', '=', ',', '#', '"', '(', '[', '\\', '!', '-', '1', '\n', '\t'].map(fill(1_000_000)),
  ...[
    'a ',
    'a=b\n',
    'a:b:1:2:3:4:5\n',
    '\\\n',
    '[a]\n',
    'ALL=(ALL) ALL ',
    'an ALL = (ALL) NOPASSWD: ',
    'TMOUT=1;',
    '<schema id="',
    '<key name="',
    ' - ext4 ',
    'a,',
    '1h ',
    'allow with-interface {',
    '\\040',
    'x\0y:x:1:1\n',
    'policyAttributePassword matches ',
  ].map(fill(200_000)),
  'an ALL=(ALL',
  'Defaults:"',
  '\ufeffroot:x:0:0',
  '\ud800',
]

describe('hostile input', () => {
  it.each(Object.entries(parsers))('neither breaks nor hangs %s', (_, parse) => {
    for (const input of inputs) {
      const from = performance.now()
      expect(() => parse(input)).not.toThrow()
      // Generous for a busy machine; a catastrophic expression takes minutes.
      expect(performance.now() - from, input.slice(0, 20)).toBeLessThan(5000)
    }
  })
})
