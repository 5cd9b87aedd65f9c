import type {Collected, Collector} from '../collector.ts'
import {findProducts, type KnownProduct} from '../linux/find-products.ts'
import {type Gaps, gapFor, withGaps} from '../linux/gap.ts'
import {readInstalledSoftware, softwareFailure} from '../linux/installed-software.ts'
import {upstreamVersion} from '../parse/upstream-version.ts'
import type {Probe} from '../probe.ts'

/** Mail programs by the names of their packages. */
const mailProducts = [
  {
    name: 'Thunderbird',
    product: 'thunderbird',
    packages: ['thunderbird', 'thunderbird-esr', 'MozillaThunderbird'],
    snaps: ['thunderbird'],
    flatpaks: ['org.mozilla.Thunderbird', 'org.mozilla.thunderbird'],
    apps: ['Thunderbird'],
  },
  {name: 'Betterbird', product: 'betterbird', packages: ['betterbird'], flatpaks: ['eu.betterbird.Betterbird'], apps: ['Betterbird']},
  {name: 'Evolution', product: 'evolution', packages: ['evolution'], flatpaks: ['org.gnome.Evolution']},
  {name: 'Geary', product: 'geary', packages: ['geary'], flatpaks: ['org.gnome.Geary']},
  {name: 'KMail', product: 'kmail', packages: ['kmail'], flatpaks: ['org.kde.kmail2', 'org.kde.kontact']},
  {name: 'Claws Mail', product: 'claws-mail', packages: ['claws-mail'], flatpaks: ['org.claws_mail.Claws-Mail']},
  {name: 'Sylpheed', product: 'sylpheed', packages: ['sylpheed']},
  {name: 'Balsa', product: 'balsa', packages: ['balsa']},
  {name: 'Trojitá', product: 'trojita', packages: ['trojita']},
  {
    name: 'Mailspring',
    product: 'mailspring',
    packages: ['mailspring'],
    snaps: ['mailspring'],
    flatpaks: ['com.getmailspring.Mailspring'],
    apps: ['Mailspring'],
  },
  {name: 'Mutt', product: 'mutt', packages: ['mutt']},
  {name: 'NeoMutt', product: 'neomutt', packages: ['neomutt']},
  {name: 'Zimbra Desktop', product: 'zimbra-desktop', packages: ['zimbra-desktop'], apps: ['Zimbra Desktop']},
  {name: 'Apple Mail', product: 'apple-mail', apps: ['Mail']},
  {name: 'Microsoft Outlook', product: 'office', apps: ['Microsoft Outlook']},
] as const satisfies readonly KnownProduct[]

async function collect(probe: Probe): Promise<Collected<'mailClients'>> {
  const installed = await readInstalledSoftware(probe)
  const {items, sources, failures} = installed
  const source = sources.join('; ') || 'dpkg, rpm, apk, pacman, snap, flatpak'
  const failed = softwareFailure(installed)
  if (failed) return {...failed, source}
  const gaps: Gaps = {}
  if (failures[0]) gaps['items'] = gapFor(failures[0], 'one package manager is missing')
  const found = findProducts<KnownProduct>(items, mailProducts)
  return {
    ok: true,
    value: {
      items: found.map(({product, item}) => ({name: product.name, product: product.product, version: upstreamVersion(item.version)})),
    },
    source,
    ...withGaps(gaps),
  }
}

/** Mail programs of this machine. */
export const mailClientsCollector: Collector<'mailClients'> = {fact: 'mailClients', collect}
