import type {Content} from '../content/content.ts'
import type {Register} from '../model/register.ts'
import type {RegisteredSite} from '../model/registered-site.ts'
import type {SiteFinding} from '../report/site/values.ts'

/** The waiver in force for a check of a site: one of its systems, for it or for all targets, of a requirement that uses the check. */
export function waiversOf(
  register: Register,
  site: RegisteredSite | undefined,
  target: string,
  {policies}: Pick<Content, 'policies'>,
  on: string,
): (check: string) => Pick<SiteFinding, 'waiver'> {
  const systems = new Set(site?.systems ?? [])
  const inForce = register.waivers.filter(
    ({system, targets, validFrom, expiresOn}) =>
      systems.has(system) && (targets === undefined || targets.includes(target)) && validFrom <= on && on <= expiresOn,
  )
  const checksOf = (requirement: string): string[] =>
    [...policies.values()]
      .flatMap(({groups}) => groups.flatMap(({requirements}) => requirements))
      .filter(({id}) => id === requirement)
      .flatMap(({checks}) => (checks ?? []).flatMap((use) => (typeof use === 'string' ? [use] : Object.keys(use))))
  const covered = inForce.map((waiver) => ({waiver, checks: new Set([waiver.requirement, ...checksOf(waiver.requirement)])}))
  return (check) => {
    const found = covered.find(({checks}) => checks.has(check))?.waiver
    return found ? {waiver: {id: found.id, document: found.document, expiresOn: found.expiresOn}} : {}
  }
}
