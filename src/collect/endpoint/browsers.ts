import type {Browsers} from '../../model/facts/browsers.ts'
import type {Collected, Collector} from '../collector.ts'
import {type BrowserProduct, browserProducts} from '../linux/browser-products.ts'
import {readExtensions} from '../linux/browser-profiles.ts'
import {findProducts} from '../linux/find-products.ts'
import {type Failure, type Gaps, gapFor, withGaps} from '../linux/gap.ts'
import {type InstalledProgram, readInstalledSoftware, softwareFailure} from '../linux/installed-software.ts'
import {isRunning, readProcesses} from '../linux/processes.ts'
import {readFolder} from '../linux/read-folder.ts'
import {chromiumPolicyLimits, parseFirefoxPolicy} from '../parse/browser-policy.ts'
import {parseKeyfile} from '../parse/keyfile.ts'
import {parseOsRelease} from '../parse/os-release.ts'
import {isSnapHeld} from '../parse/snapd-state.ts'
import {upstreamVersion} from '../parse/upstream-version.ts'
import type {Probe, Seen} from '../probe.ts'

type Browser = Browsers['items'][number]

/** Distributions whose package "firefox" is the one with extended support. */
const esrDistributions = new Set(['rhel', 'centos', 'rocky', 'almalinux', 'ol', 'sles', 'sled', 'opensuse-leap'])

const firefoxPolicies = [
  '/etc/firefox/policies/policies.json',
  '/usr/lib/firefox/distribution/policies.json',
  '/usr/lib/firefox-esr/distribution/policies.json',
  '/usr/lib64/firefox/distribution/policies.json',
  '/usr/share/firefox-esr/distribution/policies.json',
]

/** Where people unpack the archive that mozilla.org offers. */
const unpackedFirefox = ['/opt/firefox', '/usr/local/firefox', '/usr/local/lib/firefox']

async function collect(probe: Probe): Promise<Collected<'browsers'>> {
  const [installed, release, unpacked] = await Promise.all([
    readInstalledSoftware(probe),
    probe.readText('/etc/os-release'),
    readUnpacked(probe),
  ])
  const {items, sources, failures} = installed
  const source = [...sources, '/opt/firefox', '/etc/opt/chrome', '/etc/firefox', 'browser profiles'].join('; ')
  const failed = softwareFailure(installed)
  if (failed) return {...failed, source}
  const esr = release.ok && esrDistributions.has(parseOsRelease(release.value).get('ID') ?? '')
  const found = findProducts<BrowserProduct>(items, browserProducts).map(({product, item}) => ({
    product:
      esr && item.source === 'rpm' && product.product === 'firefox' ? {...product, name: 'Firefox ESR', product: 'firefox-esr'} : product,
    item,
  }))
  const gaps: Gaps = {}
  if (failures[0]) gaps['items'] = gapFor(failures[0], 'one package manager is missing')
  const packaged = await Promise.all(found.map(({product, item}) => describe(probe, product, item, gaps)))
  return {
    ok: true,
    value: {items: [...packaged, ...(await Promise.all(unpacked.map((version) => describeUnpacked(probe, version, gaps))))]},
    source,
    ...withGaps(gaps),
  }
}

async function describe(probe: Probe, product: BrowserProduct, item: InstalledProgram, gaps: Gaps): Promise<Browser> {
  const origin = item.source === 'snap' || item.source === 'flatpak' ? item.source : 'package'
  const folder = product.profiles?.[origin]
  const [update, control, extensions] = await Promise.all([
    readAutoUpdate(probe, item),
    probe.platform === 'darwin' || origin === 'flatpak' ? unknownPolicies : readControl(probe, product),
    folder && probe.platform !== 'darwin' ? readExtensions(probe, product.engine, folder) : unknownProfiles,
  ])
  const settle = <T>(field: string, seen: Seen<T>): T | undefined => {
    if (seen.ok) return seen.value
    gaps[`items.${field}`] ??= gapFor(seen, product.name)
    return undefined
  }
  const autoUpdate = settle('autoUpdate', update)
  const extensionControl = settle('extensionControl', control)
  const list = settle('extensions', extensions)
  const version = upstreamVersion(item.version)
  const esr = product.product === 'firefox' && version.endsWith('esr')
  return {
    name: esr ? 'Firefox ESR' : product.name,
    product: esr ? 'firefox-esr' : product.product,
    version,
    ...(autoUpdate === undefined ? {} : {autoUpdate}),
    ...(extensionControl === undefined ? {} : {extensionControl}),
    ...(list ? {extensions: list} : {}),
  }
}

const unknownPolicies: Failure = {ok: false, reason: 'not-supported', detail: 'where its policies lie is not known'}
const unknownProfiles: Failure = {ok: false, reason: 'not-supported', detail: 'where its profiles lie is not known'}
const byManager: Failure = {ok: false, reason: 'not-supported', detail: 'updated with the packages of the machine, see the fact updates'}

/** snapd refreshes snaps by itself unless somebody holds them back. */
async function readAutoUpdate(probe: Probe, item: InstalledProgram): Promise<Seen<boolean>> {
  if (item.source !== 'snap') return byManager
  const [processes, state] = await Promise.all([readProcesses(probe), probe.readText('/var/lib/snapd/state.json')])
  const running = isRunning(processes, ['snapd'])
  if (running === undefined) return {ok: false, reason: 'no-rights', detail: 'whether snapd runs cannot be seen'}
  if (!running) return {ok: true, value: false}
  if (!state.ok) return state
  const held = isSnapHeld(state.value, item.name, probe.now)
  return held === undefined ? {ok: false, reason: 'error', detail: 'state.json of snapd is not readable as such'} : {ok: true, value: !held}
}

async function readControl(probe: Probe, product: BrowserProduct): Promise<Seen<boolean>> {
  if (product.engine === 'firefox') {
    const files = await Promise.all(firefoxPolicies.map((path) => probe.readText(path)))
    // Where the file in /etc is, Firefox reads no other one.
    const read = files[0]?.ok ? files.slice(0, 1) : files
    if (read.some((file) => file.ok && parseFirefoxPolicy(file.value).limitsExtensions)) return {ok: true, value: true}
    return files.find((file): file is Failure => !file.ok && file.reason !== 'not-supported') ?? {ok: true, value: false}
  }
  if (!product.policies) return unknownPolicies
  const folders = await Promise.all(product.policies.map((folder) => readFolder(probe, folder, (name) => name.endsWith('.json'))))
  if (folders.some(({texts}) => texts.some(({text}) => chromiumPolicyLimits(text)))) return {ok: true, value: true}
  return folders.find(({failure}) => failure)?.failure ?? {ok: true, value: false}
}

interface Unpacked {
  folder: string
  version: string
  esr: boolean
}

async function readUnpacked(probe: Probe): Promise<Unpacked[]> {
  const files = await Promise.all(
    unpackedFirefox.map(async (folder) => ({folder, file: await probe.readText(`${folder}/application.ini`)})),
  )
  return files.flatMap(({folder, file}) => {
    const app = file.ok ? parseKeyfile(file.value).get('App') : undefined
    const version = app?.get('Version')
    return app?.get('Name') === 'Firefox' && version
      ? [{folder, version, esr: /esr/.test(`${version} ${app.get('SourceRepository') ?? ''}`)}]
      : []
  })
}

async function describeUnpacked(probe: Probe, {folder, version, esr}: Unpacked, gaps: Gaps): Promise<Browser> {
  const files = await Promise.all(
    [`${folder}/distribution/policies.json`, '/etc/firefox/policies/policies.json'].map((path) => probe.readText(path)),
  )
  const policies = files.flatMap((file) => (file.ok ? [parseFirefoxPolicy(file.value)] : []))
  const updaterOff = policies.some((policy) => policy.updaterOff)
  if (!updaterOff)
    gaps['items.autoUpdate'] ??= {reason: 'not-supported', detail: `Firefox in ${folder}: whether users may write there cannot be seen`}
  gaps['items.extensions'] ??= gapFor(unknownProfiles, `Firefox in ${folder}`)
  return {
    name: esr ? 'Firefox ESR' : 'Firefox',
    product: esr ? 'firefox-esr' : 'firefox',
    version,
    ...(updaterOff ? {autoUpdate: false} : {}),
    extensionControl: policies.some((policy) => policy.limitsExtensions),
  }
}

/** Web browsers, what limits their extensions, and which extensions the users of this machine have. */
export const browsersCollector: Collector<'browsers'> = {fact: 'browsers', collect}
