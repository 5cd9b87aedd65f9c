import type {SiteFactValue} from '../../../model/facts/site/index.ts'
import type {PageTables} from '../../../model/page-tables.ts'
import {type HeaderList, show, valuesOf} from './header-list.ts'

type Banner = SiteFactValue<'headers'>['banners'][number]
type Program = SiteFactValue<'headers'>['software'][number]

const poweredBy = ['x-powered-by', 'x-aspnet-version', 'x-aspnetmvc-version', 'x-generator', 'x-drupal-cache', 'x-runtime-version']
const mostBanners = 30
const product = /([A-Za-z][A-Za-z0-9_.+!-]{0,39})\/v?(\d[0-9A-Za-z.+~-]{0,39})/g

/** What the server says of itself, with whether a version stands in it. */
export function readBanners(headers: HeaderList, generators: readonly string[]): Banner[] {
  const banners: Banner[] = []
  const add = (header: string, value: string, version: boolean) => {
    if (banners.length < mostBanners && value !== '') banners.push({header, value: show(value, 200), version})
  }
  for (const value of valuesOf(headers, 'server')) add('server', value, /\/v?\d/.test(value) || /\b\d+\.\d/.test(value))
  for (const name of poweredBy)
    for (const value of valuesOf(headers, name)) if (name !== 'x-drupal-cache') add(name, value, /\d/.test(value))
  for (const value of generators) add('generator', value, /\d/.test(value))
  return banners
}

/** Programs that banners name, as the lifecycle tables know them. A program that a distribution looks after keeps no version. */
export function softwareOf(banners: readonly Banner[], tables: PageTables): Program[] {
  const found = new Map<string, Program>()
  for (const {header, value} of banners) {
    const ofDistribution = tables.distributions.some((word) => value.toLowerCase().includes(word))
    const add = (name: string, version: string) => {
      const known = tables.bannerNames.find((entry) => entry.banner === name.toLowerCase())
      if (!known) return
      const program: Program = {name: known.name, version: ofDistribution ? '' : version.slice(0, 40), source: 'import', seenIn: header}
      const before = found.get(known.name)
      if (!before || before.version === '') found.set(known.name, program)
    }
    if (header === 'generator' || header === 'x-generator') {
      const [, name = '', version = ''] =
        /^([^\d(;,]{2,40}?)[\s!-]*(?:v?(\d[\d.]{0,20}))?(?=[\s(;,/-]|$)/i.exec(value.replace(/\s+cms\b/i, '')) ?? []
      add(name.trim().split(/\s+-\s+/)[0] ?? '', version)
      continue
    }
    let any = false
    for (const [, name = '', version = ''] of value.matchAll(product)) {
      any = true
      add(name, version)
    }
    if (!any) add(/^[A-Za-z.!-]+/.exec(value)?.[0] ?? '', '')
  }
  return [...found.values()].slice(0, 20)
}
