import {present} from '../../lib/present.ts'
import {partialMark} from '../../model/fact.ts'
import type {KnownTool} from '../../model/facts/known-tool.ts'
import type {Collected, Collector} from '../collector.ts'
import {findProducts, type KnownProduct} from '../linux/find-products.ts'
import {type Gaps, gapFor, withGaps} from '../linux/gap.ts'
import {readInstalledSoftware, softwareFailure} from '../linux/installed-software.ts'
import {isRunning, readProcesses} from '../linux/processes.ts'
import {upstreamVersion} from '../parse/upstream-version.ts'
import type {Probe} from '../probe.ts'

/** Such programs by the names of their packages and of what runs; Dropbox and Insync run from a folder of their user too. */
const syncProducts = [
  {
    name: 'Dropbox',
    product: 'dropbox',
    packages: ['dropbox', 'nautilus-dropbox', 'caja-dropbox'],
    flatpaks: ['com.dropbox.Client'],
    apps: ['Dropbox'],
    processes: ['dropbox', 'dropboxd', 'Dropbox'],
  },
  {
    name: 'Google Drive',
    product: 'google-drive',
    packages: ['google-drive-ocamlfuse'],
    apps: ['Google Drive'],
    processes: ['google-drive-ocamlfuse', 'Google Drive'],
  },
  {name: 'Insync', product: 'insync', packages: ['insync'], processes: ['insync']},
  {
    name: 'OneDrive',
    product: 'onedrive',
    packages: ['onedrive', 'onedriver'],
    apps: ['OneDrive'],
    processes: ['onedrive', 'onedriver', 'OneDrive'],
  },
  {
    name: 'MEGAsync',
    product: 'megasync',
    packages: ['megasync'],
    flatpaks: ['nz.mega.MEGAsync'],
    apps: ['MEGAsync'],
    processes: ['megasync', 'MEGAclient'],
  },
  {
    name: 'Nextcloud',
    product: 'nextcloud',
    packages: ['nextcloud-desktop', 'nextcloud-client'],
    snaps: ['nextcloud-desktop-client'],
    flatpaks: ['com.nextcloud.desktopclient.nextcloud'],
    apps: ['Nextcloud'],
    processes: ['nextcloud'],
  },
  {name: 'ownCloud', product: 'owncloud', packages: ['owncloud-client'], apps: ['ownCloud'], processes: ['owncloud']},
  {name: 'pCloud', product: 'pcloud', apps: ['pCloud Drive'], processes: ['pcloud']},
  {name: 'Syncthing', product: 'syncthing', packages: ['syncthing'], processes: ['syncthing']},
  {name: 'Zalo', product: 'zalo', apps: ['Zalo'], processes: ['Zalo']},
] as const satisfies readonly (KnownProduct & {processes: readonly string[]})[]

async function collect(probe: Probe): Promise<Collected<'syncClients'>> {
  const [installed, processes] = await Promise.all([readInstalledSoftware(probe), readProcesses(probe)])
  const source = [...installed.sources, '/proc'].join('; ')
  const failed = softwareFailure(installed)
  if (failed) return {...failed, source}
  const gaps: Gaps = {}
  if (isRunning(processes, ['dropbox']) === undefined)
    gaps[`items${partialMark}`] = {
      reason: 'no-rights',
      detail: "other users' processes are hidden here: what is not installed would not be seen",
    }
  if (installed.failures[0]) gaps[`items${partialMark}`] = gapFor(installed.failures[0], 'one package manager is missing')
  const found = findProducts<(typeof syncProducts)[number]>(installed.items, syncProducts)
  const items = syncProducts.flatMap((product): KnownTool[] => {
    const running = isRunning(processes, product.processes)
    const own = found.filter((one) => one.product === product).map(({item}) => item)
    if (own.length === 0) return running ? [{name: product.name, running}] : []
    return own.map(({name, version}) => ({
      name: product.name,
      version: upstreamVersion(version),
      installedAs: [name],
      ...present({running}),
    }))
  })
  if (items.some(({running}) => running === undefined))
    gaps['items.running'] = {reason: 'no-rights', detail: "other users' processes are hidden here"}
  return {ok: true, value: {items}, source, ...withGaps(gaps)}
}

/** Programs of this machine that copy files to a store on the Internet. */
export const syncClientsCollector: Collector<'syncClients'> = {fact: 'syncClients', collect}
