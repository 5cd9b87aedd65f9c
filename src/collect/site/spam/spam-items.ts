import type {SiteFactValue} from '../../../model/facts/site/index.ts'
import type {SpamForm} from '../../../model/spam-kinds.ts'
import {maskUrl} from '../personal-data/mask.ts'
import type {Finding, ReadVisit} from './judge-page.ts'
import type {Signal} from './view-signals.ts'

export type SpamItem = SiteFactValue<'spam'>['visible'][number]

const most = {words: 20, hosts: 20, signs: 400}

/** Two kinds of signs that agree conclude; one alone asks for a person. */
export function verdictOf(signals: readonly Signal[]): SpamItem['verdict'] {
  return new Set(signals.map(({kind}) => kind)).size >= 2 ? 'spam' : 'review'
}

/** A finding as it is kept: what, where, who was shown it, and enough to find and prove it again. */
export function itemOf(url: string, {signals, visit, visitors, compared}: Finding, probedAt: string): SpamItem {
  const main = signals.find(({excerpt}) => excerpt !== undefined && excerpt !== '')
  const selector = (main?.selector ?? signals.find((one) => one.selector)?.selector)?.slice(0, 300)
  return {
    url: maskUrl(url),
    ...(visit.finalUrl === undefined || visit.finalUrl === url ? {} : {finalUrl: maskUrl(visit.finalUrl)}),
    visitors,
    ...(visit.status === undefined ? {} : {status: visit.status}),
    ...signsOf(signals),
    ...(selector ? {selector} : {}),
    ...(main?.excerpt === undefined ? {} : {excerpt: main.excerpt.slice(0, 500)}),
    ...(visit.reading ? {sha256: visit.reading.sha256, bytes: visit.reading.bytes} : {}),
    ...(compared ? {compared: comparedOf(compared.visit, compared.similarity)} : {}),
    probedAt,
  }
}

/** What signs add up to, for one address or for all of a sitemap. */
export function signsOf(signals: readonly Signal[]): Pick<SpamItem, 'verdict' | 'kinds' | 'signs' | 'words' | 'hosts'> {
  const kinds = [...new Set(signals.map(({kind}) => kind))]
  const words = unique(signals.flatMap((one) => one.words)).slice(0, most.words)
  const hosts = unique(signals.flatMap((one) => one.hosts)).slice(0, most.hosts)
  const how = unique(signals.flatMap((one) => (one.how === undefined ? [] : [one.how])))
  const parts = [
    ...(how.length > 0 ? [how.join(', ')] : []),
    ...(words.length > 0 ? [words.slice(0, 5).join(', ')] : []),
    ...(hosts.length > 0 ? [`→ ${hosts.slice(0, 3).join(', ')}`] : []),
  ]
  return {
    verdict: verdictOf(signals),
    kinds,
    signs: (parts.join('; ') || kinds.join('+')).normalize('NFC').slice(0, most.signs),
    words: words.map((word) => word.slice(0, 60)),
    hosts: hosts.map((host) => host.slice(0, 100)),
  }
}

function comparedOf({visitor, status, reading}: ReadVisit, similarity: number | undefined): NonNullable<SpamItem['compared']> {
  return {
    visitor,
    ...(status === undefined ? {} : {status}),
    ...(reading ? {sha256: reading.sha256} : {}),
    ...(similarity === undefined ? {} : {similarity: Math.round(similarity * 100) / 100}),
  }
}

const unique = (texts: readonly string[]) => [...new Set(texts)]

/** The worst first, and not the same of many pages alike before others. */
export function sortItems(items: readonly SpamItem[]): SpamItem[] {
  return [...items].sort((a, b) => Number(b.verdict === 'spam') - Number(a.verdict === 'spam') || b.kinds.length - a.kinds.length)
}

export type ItemsByForm = Record<SpamForm, SpamItem[]>
