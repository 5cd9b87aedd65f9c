import {present} from '../../lib/present.ts'
import type {Smb} from '../../model/facts/smb.ts'
import {cimBoolean} from '../cim.ts'
import {type Built, firstRow, serviceRuns, startOf, type WindowsLook} from '../look.ts'
import {type Gaps, known, map, type Output, unseen} from '../output.ts'
import {numberOf} from '../registry.ts'

const server = 'HKLM\\SYSTEM\\CurrentControlSet\\Services\\LanmanServer\\Parameters'
const workstation = 'HKLM\\SYSTEM\\CurrentControlSet\\Services\\LanmanWorkstation\\Parameters'
const policies = 'HKLM\\SOFTWARE\\Policies\\Microsoft\\Windows\\LanmanWorkstation'
/** From Windows 11 24H2 and Server 2025 on signing is demanded without a setting. */
const firstBuildThatSigns = 26_100

/** File sharing of this PC, as server and as client. */
export function buildSmb(look: WindowsLook): Built<'smb'> {
  const source = 'services LanmanServer and mrxsmb10, MSFT_SmbServerConfiguration, registry'
  const running = serviceRuns(look, 'lanmanserver')
  if (!running.ok) return {...running, source}
  const gaps: Gaps = {}
  const value: Smb = {
    serverRunning: running.value,
    ...present({
      smb1: known(gaps, 'smb1', readSmb1(look)),
      signingRequired: known(gaps, 'signingRequired', readSigning(look)),
      guestAllowed: known(gaps, 'guestAllowed', readGuest(look)),
    }),
  }
  return {ok: true, value, gaps, source}
}

/** Version 1 has drivers of its own: mrxsmb10 for the client, srv for the server. Without them it cannot be spoken. */
function readSmb1(look: WindowsLook): Output<boolean> {
  const client = map(startOf(look, 'mrxsmb10'), numberOf)
  const driver = map(startOf(look, 'srv'), numberOf)
  if (!client.ok) return client
  if (!driver.ok) return driver
  const usable = (start: number | undefined) => start !== undefined && start !== 4
  if (usable(client.value)) return {ok: true, value: true}
  if (!usable(driver.value)) return {ok: true, value: false}
  const configured = cimBoolean(firstRow(look, 'MSFT_SmbServerConfiguration'), 'EnableSMB1Protocol')
  if (configured !== undefined) return {ok: true, value: configured}
  return map(look.registry.read(server, 'SMB1'), (data) => numberOf(data) !== 0)
}

function readSigning(look: WindowsLook): Output<boolean> {
  const configured = cimBoolean(firstRow(look, 'MSFT_SmbServerConfiguration'), 'RequireSecuritySignature')
  if (configured !== undefined) return {ok: true, value: configured}
  const own = map(look.registry.read(server, 'RequireSecuritySignature'), numberOf)
  if (!own.ok || own.value !== undefined) return map(own, (flag) => flag === 1)
  const build = map(look.registry.read('HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion', 'CurrentBuildNumber'), numberOf)
  if (!build.ok) return build
  return build.value !== undefined && build.value < firstBuildThatSigns
    ? {ok: true, value: false}
    : unseen('not-supported', 'not set, and the default of this edition is not known')
}

/** Log-ons as guest to other servers; without a setting it depends on edition and build. */
function readGuest(look: WindowsLook): Output<boolean> {
  const policy = map(look.registry.read(policies, 'AllowInsecureGuestAuth'), numberOf)
  const value = !policy.ok || policy.value !== undefined ? policy : map(look.registry.read(workstation, 'AllowInsecureGuestAuth'), numberOf)
  if (!value.ok) return value
  return value.value === undefined
    ? unseen('not-supported', 'not set, and the default depends on edition and build')
    : {ok: true, value: value.value === 1}
}
