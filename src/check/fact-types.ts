import type {Environment} from '@marcbachmann/cel-js'
import {z} from 'zod'
import {hostFacts} from '../model/facts/host.ts'
import {endpointFacts} from '../model/facts/index.ts'
import {siteFacts} from '../model/facts/site/index.ts'
import {systemFacts} from '../model/facts/system.ts'
import type {TargetKind} from '../model/snapshot.ts'

/** The part of JSON Schema that fact schemas use. */
interface Shape {
  type?: string
  enum?: unknown[]
  const?: unknown
  properties?: Record<string, Shape>
  items?: Shape
  anyOf?: Shape[]
}

/** Schemas of the facts that a kind of target has. */
export function factSchemasOf(target: TargetKind): Record<string, z.ZodType> {
  if (target === 'endpoint') return endpointFacts
  if (target === 'host') return hostFacts
  if (target === 'site') return siteFacts
  return systemFacts
}

/** Declares every fact of a kind of target as a typed variable, so that a wrong fact, field or type is found without data. */
export function registerFactTypes(environment: Environment, target: TargetKind): void {
  for (const [name, schema] of Object.entries(factSchemasOf(target))) {
    const shape = z.toJSONSchema(schema, {io: 'input'}) as Shape
    environment.registerVariable(name, celType(environment, name, shape))
  }
}

/** Numbers are `double` throughout: JSON knows no other, and a BigInt for each count would cost more than it tells. */
function celType(environment: Environment, name: string, shape: Shape): string {
  if (shape.type === 'object' && shape.properties) {
    const fields = Object.fromEntries(
      Object.entries(shape.properties).map(([field, inner]) => [field, celType(environment, `${name}_${field}`, inner)]),
    )
    environment.registerType(name, {schema: fields})
    return name
  }
  if (shape.type === 'array' && shape.items) return `list<${celType(environment, `${name}_item`, shape.items)}>`
  if (shape.type === 'boolean') return 'bool'
  if (shape.type === 'number' || shape.type === 'integer') return 'double'
  if (shape.type === 'string' || shape.enum?.every((word) => typeof word === 'string')) return 'string'
  throw new Error(`fact schema ${name}: no CEL type for ${JSON.stringify(shape).slice(0, 100)}`)
}
