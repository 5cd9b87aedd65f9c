import {resolve} from 'node:path'
import type {SiteTarget} from '../collect/site/context.ts'
import {readPemCertificates} from '../content/load-trust.ts'
import {UserError} from '../lib/user-error.ts'
import {type RegisteredSite, siteTargetId} from '../model/registered-site.ts'
import type {TrustAnchor} from '../model/trust.ts'
import {parseSiteTarget} from '../probe/site-target.ts'
import {readUserFile} from './read-user-file.ts'

/** Sites that a person names: an id of the register, an address, or a file of addresses after "@". Files of the register lie in the folder. */
export function namedTargets(words: readonly string[], sites: readonly RegisteredSite[], folder = '.'): SiteTarget[] {
  const targets = new Map<string, SiteTarget>()
  for (const word of words.flatMap((one) => (one.startsWith('@') ? linesOf(one.slice(1)) : [one]))) {
    const registered = sites.find(({id}) => id === word)
    const target = registered ? registeredTarget(registered, folder) : parseSiteTarget(word)
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
export function resumedTargets(wanted: readonly {id: string; url: string}[], sites: readonly RegisteredSite[], folder = '.'): SiteTarget[] {
  const known = new Map(sites.map((site) => [siteTargetId(site), site]))
  return wanted.flatMap(({id, url}) => {
    const site = known.get(id)
    const target = site && registeredTarget(site, folder)
    return target?.url === url ? [target] : (parseSiteTarget(url, id) ?? [])
  })
}

/** The register knows more of its sites than the address says. */
function registeredTarget({id, url, mailDomain, dkimSelectors, caFile, pages}: RegisteredSite, folder: string): SiteTarget | undefined {
  const target = parseSiteTarget(url, siteTargetId({id}))
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
  return (
    target && {
      ...target,
      ...(domain === undefined ? {} : {mailDomain: domain}),
      ...(dkimSelectors.length > 0 ? {dkimSelectors} : {}),
      ...(caFile === undefined ? {} : {roots: rootsOf(id, resolve(folder, caFile))}),
      ...(pages.length > 0 ? {pages} : {}),
    }
  )
}

/** Without them a good certificate would look untrusted, so nothing is probed until the file is there. */
function rootsOf(id: string, path: string): TrustAnchor[] {
  try {
    return readPemCertificates(readUserFile(path).toString('latin1'), path)
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    throw new UserError({
      code: error.code,
      what: error.what,
      where: `site ${id}: ${path}`,
      next: {
        vi: `${error.next.vi} Hoặc sửa bằng "stp-sec site edit ${id} --ca-file tệp".`,
        en: `${error.next.en} Or mend it with "stp-sec site edit ${id} --ca-file file".`,
      },
    })
  }
}

function linesOf(path: string): string[] {
  return readUserFile(path)
    .toString('utf8')
    .split(/\r?\n/)
    .map((line) => line.replace(/^\uFEFF/, '').trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
}
