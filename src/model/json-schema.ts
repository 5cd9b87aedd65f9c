import {z} from 'zod'
import {assessment} from './assessment.ts'
import {check} from './check.ts'
import {groupFile} from './policy.ts'
import {snapshot} from './snapshot.ts'
import {windowsBuilds} from './windows-builds.ts'
import {workspace} from './workspace.ts'

/** `policy` is one file of policies/<id>/groups/, the file people edit. */
const schemas = {snapshot, check, policy: groupFile, assessment, workspace, 'windows-builds': windowsBuilds} as const

/** JSON Schema (2020-12) of a document as it is written down. */
export function jsonSchemaOf(name: keyof typeof schemas): Record<string, unknown> {
  return z.toJSONSchema(schemas[name], {io: 'input'}) as Record<string, unknown>
}
