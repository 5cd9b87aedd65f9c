import {brokenFact, type Collected, toFact} from '../model/collected.ts'
import type {Fact} from '../model/fact.ts'
import {type EndpointFactName, endpointFactNames} from '../model/facts/index.ts'
import type {EndpointFactSet} from '../model/snapshot.ts'
import {windowsFacts} from './facts/index.ts'
import type {WindowsLook} from './look.ts'

/** Every fact of a Windows PC. Whatever goes wrong with one stays with that one. */
export function buildWindowsFacts(look: WindowsLook, at: string): EndpointFactSet {
  const build = (name: EndpointFactName): Fact => {
    try {
      return toFact(name, windowsFacts[name](look) as Collected<EndpointFactName>, at)
    } catch (error) {
      return brokenFact(`the reader of ${name} failed: ${error instanceof Error ? error.message : String(error)}`, at)
    }
  }
  return Object.fromEntries(endpointFactNames.map((name) => [name, build(name)])) as EndpointFactSet
}
