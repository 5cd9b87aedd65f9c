import type {SiteTarget} from '../collect/site/context.ts'
import {UserError} from '../lib/user-error.ts'
import {type RegisteredSite, siteTargetId} from '../model/registered-site.ts'
import {parseSiteTarget} from '../probe/site-target.ts'
import {readUserFile} from './read-user-file.ts'

/** Sites that a person names: an id of the register, an address, or a file of addresses after "@". */
export function namedTargets(words: readonly string[], sites: readonly RegisteredSite[]): SiteTarget[] {
  const targets = new Map<string, SiteTarget>()
  for (const word of words.flatMap((one) => (one.startsWith('@') ? linesOf(one.slice(1)) : [one]))) {
    const registered = sites.find(({id}) => id === word)
    const target = registered ? parseSiteTarget(registered.url, siteTargetId(registered)) : parseSiteTarget(word)
    if (!target)
      throw new UserError({
        code: 'no-site',
        what: {
          vi: `"${word.slice(0, 200)}" không phải trang trong sổ, cũng không phải địa chỉ`,
          en: `"${word.slice(0, 200)}" is neither a site of the register nor an address`,
        },
        where: 'probe',
        next: {
          vi: 'Ghi mã trang (xem "stp-sec site list") hoặc địa chỉ: https://tên-miền/, tls://máy:cổng, smtp://máy:cổng.',
          en: 'Give an id (see "stp-sec site list") or an address: https://name/, tls://host:port, smtp://host:port.',
        },
      })
    targets.set(target.id, target)
  }
  return [...targets.values()]
}

function linesOf(path: string): string[] {
  return readUserFile(path)
    .toString('utf8')
    .split(/\r?\n/)
    .map((line) => line.replace(/^\uFEFF/, '').trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
}
