import {present} from '../../lib/present.ts'
import type {Antivirus} from '../../model/facts/antivirus.ts'
import {cimBoolean, cimMoment, cimNumber, cimText} from '../cim.ts'
import {type Built, firstRow, serviceRuns, type WindowsLook} from '../look.ts'
import {type Gaps, unseen} from '../output.ts'
import {readAutomatic} from './updates.ts'

type Product = Antivirus['products'][number]

const defenderName = /^(?:Windows|Microsoft) Defender(?: Antivirus)?$|^Security Essentials/i

/**
 * Anti-malware as Windows' security centre lists it, and Defender as it describes itself. Servers have no security centre: there
 * only Defender is known.
 */
export function buildAntivirus(look: WindowsLook): Built<'antivirus'> {
  const source = 'SecurityCenter2 AntiVirusProduct, MSFT_MpComputerStatus'
  const listed = look.cim('AntiVirusProduct')
  const status = firstRow(look, 'MSFT_MpComputerStatus')
  if (!listed.ok && !status) return {...listed, source}
  const gaps: Gaps = {}
  const products: Product[] = []
  const others = listed.ok ? listed.value.filter((row) => !defenderName.test(cimText(row, 'displayName') ?? '')) : []
  for (const row of others) {
    const state = cimNumber(row, 'productState')
    const name = cimText(row, 'displayName')
    if (name !== undefined && state !== undefined) products.push({name, ...stateOf(state)})
  }
  const own = listed.ok ? listed.value.find((row) => defenderName.test(cimText(row, 'displayName') ?? '')) : undefined
  const ownState = cimNumber(own, 'productState')
  if (status) products.push(describeDefender(look))
  else if (own && ownState !== undefined) products.push({name: 'Microsoft Defender', ...stateOf(ownState)})
  if (!listed.ok) gaps['products.ofOthers'] = {reason: listed.reason, detail: listed.detail}
  // On a server another product may be there that nobody lists.
  if (!listed.ok && !products.some(({running}) => running)) return {...listed, source}
  // A list that is empty says so only while the security centre runs.
  if (products.length === 0) {
    const center = serviceRuns(look, 'wscsvc')
    if (!center.ok || !center.value)
      return {...unseen('error', 'the list of the security centre is empty and its service does not run'), source}
  }
  for (const field of ['signaturesAt', 'autoUpdate', 'behaviour', 'managed', 'scansRemovable', 'edr'] as const)
    if (products.some((product) => product[field] === undefined))
      gaps[`products.${field}`] = {reason: 'not-collected', detail: 'Windows does not tell this of every product'}
  return {ok: true, value: {products}, gaps: dropSeen(gaps, products), source}
}

/** A gap takes the field away from every product: where one product tells it, the others just lack it. */
function dropSeen(gaps: Gaps, products: readonly Product[]): Gaps {
  return Object.fromEntries(
    Object.entries(gaps).filter(([path]) => {
      const field = path.replace('products.', '') as keyof Product
      return !products.some((product) => product[field] !== undefined)
    }),
  )
}

/** Bits of productState: 0x1000 = on, 0x2000 snoozed, 0x3000 expired; 0x10 = definitions out of date. */
function stateOf(state: number): Pick<Product, 'running' | 'realTime'> {
  const on = (state & 0xf000) === 0x1000
  return {running: on, realTime: on}
}

function describeDefender(look: WindowsLook): Product {
  const status = firstRow(look, 'MSFT_MpComputerStatus')
  const preference = firstRow(look, 'MSFT_MpPreference')
  const sense = serviceRuns(look, 'sense')
  const updates = readAutomatic(look)
  const running = cimBoolean(status, 'AntivirusEnabled') === true && cimBoolean(status, 'AMServiceEnabled') === true
  const signatures = cimMoment(status, 'AntivirusSignatureLastUpdated')
  const removable = cimBoolean(preference, 'DisableRemovableDriveScanning')
  return {
    name: 'Microsoft Defender',
    running: running && !/passive/i.test(cimText(status, 'AMRunningMode') ?? ''),
    ...present({
      version: cimText(status, 'AMProductVersion'),
      realTime: cimBoolean(status, 'RealTimeProtectionEnabled'),
      signaturesAt: signatures,
      // Windows Update brings its definitions.
      autoUpdate: updates.ok ? updates.value : undefined,
      behaviour: cimBoolean(status, 'BehaviorMonitorEnabled'),
      scansRemovable: removable === undefined ? undefined : !removable,
      edr: sense.ok ? sense.value : undefined,
      managed: sense.ok && sense.value ? true : undefined,
    }),
  }
}
