import type {PageExits} from './page-exits.ts'
import {absoluteUrl} from './site-urls.ts'

/** The address that a search form of the page leads to with a harmless word; undefined where there is no such form. */
export function searchUrl(exits: PageExits, searchNames: readonly string[], word: string): URL | undefined {
  for (const {method, passwordFields, fields, action} of exits.forms) {
    if (method !== 'get' || passwordFields > 0) continue
    const field = fields.find(({name, type}) => name !== '' && (type === 'search' || searchNames.includes(name.toLowerCase())))
    const url = field && absoluteUrl(action.trim() === '' ? exits.base : action, exits.base)
    if (!field || !url) continue
    url.search = new URLSearchParams([[field.name, word]]).toString()
    return url
  }
  return undefined
}
