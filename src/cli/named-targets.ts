import type {SiteTarget} from '../collect/site/context.ts'
import {UserError} from '../lib/user-error.ts'
import type {RegisteredSite} from '../model/registered-site.ts'
import {parseSiteTarget} from '../probe/site-target.ts'
import {readUserFile} from './read-user-file.ts'

/** Sites that a person names: an id of the register, an address, or a file of addresses after "@". */
export function namedTargets(words: readonly string[], sites: readonly RegisteredSite[]): SiteTarget[] {
  const targets = new Map<string, SiteTarget>()
  for (const word of words.flatMap((one) => (one.startsWith('@') ? linesOf(one.slice(1)) : [one]))) {
    const registered = sites.find(({id}) => id === word)
    const target = registered ? registeredTarget(registered) : parseSiteTarget(word)
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

/** Sites of an interrupted run, with what the register knows of them besides. */
export function resumedTargets(wanted: readonly {id: string; url: string}[], sites: readonly RegisteredSite[]): SiteTarget[] {
  const known = new Map(sites.flatMap((site) => registeredTarget(site) ?? []).map((target) => [target.id, target]))
  return wanted.flatMap(({id, url}) => {
    const target = known.get(id)
    return target?.url === url ? [target] : (parseSiteTarget(url, id) ?? [])
  })
}

/** The register knows more of its sites than the address says. */
function registeredTarget({id, url, mailDomain, dkimSelectors}: RegisteredSite): SiteTarget | undefined {
  const target = parseSiteTarget(url, `site-${id}`)
  const domain = mailDomain === undefined ? undefined : parseSiteTarget(mailDomain)?.host
  if (mailDomain !== undefined && domain === undefined)
    throw new UserError({
      code: 'bad-mail-domain',
      what: {vi: `"${mailDomain.slice(0, 200)}" không phải tên miền`, en: `"${mailDomain.slice(0, 200)}" is no domain`},
      where: `site ${id}`,
      next: {
        vi: `Sửa bằng "stp-sec site edit ${id} --mail-domain tên-miền".`,
        en: `Mend it with "stp-sec site edit ${id} --mail-domain domain".`,
      },
    })
  return target && {...target, ...(domain === undefined ? {} : {mailDomain: domain}), ...(dkimSelectors.length > 0 ? {dkimSelectors} : {})}
}

function linesOf(path: string): string[] {
  return readUserFile(path)
    .toString('utf8')
    .split(/\r?\n/)
    .map((line) => line.replace(/^\uFEFF/, '').trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
}
