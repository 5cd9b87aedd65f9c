import type {AssessedSystem} from '../model/assessed-system.ts'
import type {Register, RegisteredDocument, System} from '../model/register.ts'

/** The register entry with its papers written in; undefined while nobody has given it a level. */
export function resolveSystem(register: Pick<Register, 'documents'>, system: System): AssessedSystem | undefined {
  if (system.level === undefined) return undefined
  const decision = paperOf(register, system.decision)
  const regulation = paperOf(register, system.regulation)
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
    endpoints: system.endpoints,
    source: system.source,
  }
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
