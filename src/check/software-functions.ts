import type {Environment} from '@marcbachmann/cel-js'
import type {SoftwareVerdict} from '../model/software-rules.ts'
import type {WindowsProgramKind} from '../model/windows-programs.ts'
import type {Program} from './match-software.ts'
import type {SoftwareFinding, SoftwareJudge, SoftwarePlace} from './software-rules.ts'
import {UnknownValue} from './unknown-value.ts'

/** `place` of an expression; an example of a check may bring rules of its own. */
export interface PlaceValue extends SoftwarePlace {
  rules?: SoftwareJudge
}

/** Most names that a message spells out. */
const namedPrograms = 10

/** What checks may ask of the rules for software. */
export function registerSoftwareFunctions(environment: Environment, delivered: SoftwareJudge): void {
  const judgeOf = (place: PlaceValue) => place.rules ?? delivered
  environment.registerFunction('softwareRuled(string, dyn, string): bool', (verdict: SoftwareVerdict, place: PlaceValue, on: string) =>
    judgeOf(place).hasRules(verdict, place, on),
  )
  environment.registerFunction(
    'softwareConcerned(list, string, dyn, string): double',
    (items: readonly Program[], verdict: SoftwareVerdict, place: PlaceValue, on: string) =>
      judgeOf(place).judge(items, place, on, verdict).length,
  )
  environment.registerFunction(
    'softwareBroken(list, string, dyn, string): list<string>',
    (items: readonly Program[], verdict: SoftwareVerdict, place: PlaceValue, on: string) =>
      brokenNames(judgeOf(place).judge(items, place, on, verdict)),
  )
  environment.registerFunction(
    'toolsUnapproved(list, string, dyn, string): list<string>',
    (tools: readonly Tool[], kind: WindowsProgramKind, place: PlaceValue, on: string) =>
      brokenNames(tools.flatMap((tool) => asPrograms(tool).map((item) => judgeOf(place).judgeTool(kind, item, place, on)))),
  )
}

/** A program of a kind as a fact names it, with the names under which it is installed where they are known. */
interface Tool {
  name: string
  version?: string
  installedAs?: readonly string[]
}

/** Approvals name programs as they are installed; one that only runs has no other name than that of its kind. */
function asPrograms({name, version = '', installedAs = []}: Tool): Program[] {
  return (installedAs.length > 0 ? installedAs : [name]).map((installed) => ({name: installed, version, source: 'registry'}))
}

/** Programs that break a rule; throws UnknownValue where none does, but some may. */
function brokenNames(findings: readonly SoftwareFinding[]): string[] {
  const broken = findings.filter(({standing}) => standing === 'broken')
  if (broken.length > 0) return [...new Set(broken.map(nameFinding))]
  const unknown = new Set(
    findings.filter(({standing}) => standing === 'unknown').map((finding) => `${nameFinding(finding)}: ${finding.why}`),
  )
  if (unknown.size > 0) {
    const more = unknown.size > namedPrograms ? `, … (${unknown.size})` : ''
    throw new UnknownValue('not-collected', `not known of: ${[...unknown].slice(0, namedPrograms).join(', ')}${more}`)
  }
  return []
}

/** A program with the version it must have, or the approval that has ended. */
export function nameFinding({rule, item, why, approval}: SoftwareFinding): string {
  const name = item.name.slice(0, 100)
  const version = item.version === '' || name.includes(item.version) ? '' : ` ${item.version.slice(0, 40)}`
  const more =
    why === 'below-minimum'
      ? ` < ${rule?.minimum}`
      : approval && why === 'approval-ended'
        ? ` (${approval.document}, ${approval.until})`
        : ''
  return `${name}${version}${more}`
}
