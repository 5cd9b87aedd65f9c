import {parseSetCookie} from 'set-cookie-parser'
import type {SiteFactValue} from '../../../model/facts/site/index.ts'
import type {PageTables} from '../../../model/page-tables.ts'
import {type HeaderList, show} from './header-list.ts'

const mostCookies = 50
const longestCookie = 8192

/** Cookies that an answer sets, without their values. One that is being deleted is none. */
export function readCookies(
  headers: HeaderList,
  https: boolean,
  tables: PageTables,
  now: Date,
): {value: SiteFactValue<'cookies'>; more: boolean} {
  const sent = headers.filter(([name]) => name.toLowerCase() === 'set-cookie')
  const session = tables.sessionCookies.map(({pattern}) => new RegExp(pattern, 'i'))
  const items: SiteFactValue<'cookies'>['items'] = []
  for (const [, value] of sent.slice(0, mostCookies)) {
    const [cookie] = parseSetCookie([value.slice(0, longestCookie)], {decodeValues: false, silent: true, split: false})
    if (!cookie || cookie.name === '') continue
    if (cookie.maxAge !== undefined && cookie.maxAge <= 0) continue
    if (cookie.maxAge === undefined && cookie.expires && cookie.expires.getTime() <= now.getTime()) continue
    const sameSite = cookie.sameSite?.trim().toLowerCase() ?? ''
    items.push({
      name: show(cookie.name, 100),
      secure: cookie.secure === true,
      httpOnly: cookie.httpOnly === true,
      sameSite: ['strict', 'lax', 'none'].includes(sameSite) ? sameSite : '',
      session: session.some((pattern) => pattern.test(cookie.name.slice(0, 200))),
    })
  }
  return {value: {https, items}, more: sent.length > mostCookies}
}
