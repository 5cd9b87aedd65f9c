import type {AssessedSite, AssessedSystem} from '../model/assessed-system.ts'
import type {Register, RegisteredDocument, System} from '../model/register.ts'
import {siteTargetId} from '../model/registered-site.ts'

/** The register entry with its papers written in; undefined while nobody has given it a level. */
export function resolveSystem(register: Pick<Register, 'documents' | 'sites'>, system: System): AssessedSystem | undefined {
  if (system.level === undefined) return undefined
  const decision = paperOf(register, system.decision)
  const regulation = paperOf(register, system.regulation)
  const sites = sitesOf(register, system.id)
  return {
    id: system.id,
    name: system.name,
    ...(system.purpose === undefined ? {} : {purpose: system.purpose}),
    ...(system.owner === undefined ? {} : {owner: system.owner}),
    ...(system.specialisedUnit === undefined ? {} : {specialisedUnit: system.specialisedUnit}),
    ...(system.operator === undefined ? {} : {operator: system.operator}),
    offices: system.offices,
    level: system.level,
    levelStatus: system.state === 'approved' ? 'approved' : 'proposed',
    ...(system.archive ? {archive: true} : {}),
    ...(decision ? {decision} : {}),
    ...(regulation ? {regulation} : {}),
    ...(system.networks.length === 0 ? {} : {networks: system.networks}),
    ...(sites.length === 0 ? {} : {sites}),
    endpoints: system.endpoints,
    source: system.source,
  }
}

/** Sites of a system that run, in the order of their ids; one that is planned or stopped has nothing to look at. */
export function sitesOf({sites}: Pick<Register, 'sites'>, system: string): AssessedSite[] {
  return sites
    .filter((site) => site.systems.includes(system) && (site.status === undefined || site.status === 'operating'))
    .map((site) => ({id: siteTargetId(site), name: site.name, url: site.url, ...(site.kind === undefined ? {} : {kind: site.kind})}))
    .sort((a, b) => (a.id < b.id ? -1 : 1))
}

function paperOf(register: Pick<Register, 'documents'>, id: string | undefined): AssessedSystem['decision'] {
  const document = id === undefined ? undefined : register.documents.find((candidate) => candidate.id === id)
  return document && toPaper(document)
}

function toPaper({number, title, date, issuer, basis, note}: RegisteredDocument): AssessedSystem['decision'] {
  return {
    number: number ?? title,
    issuer: issuer ?? '–',
    ...(date === undefined ? {} : {date}),
    ...(basis === undefined ? {} : {basis}),
    ...(note === undefined ? {} : {note}),
  }
}
