import {type Register, register} from '../model/register.ts'
import {type Workspace, workspace, workspaceSchema} from '../model/workspace.ts'
import type {DocumentKind} from './document.ts'
import {type StoredTarget, storedTargetSchema, storedTargetShape} from './store.ts'

export const workspacePath = 'workspace.json'
export const workspaceKind: DocumentKind<Workspace> = {tag: workspaceSchema, shape: workspace}

export const registerPath = 'register.json'
export const registerKind: DocumentKind<Register> = {tag: register.shape.schema.value, shape: register}
export const emptyRegister: Register = register.parse({schema: register.shape.schema.value, systems: [], attestations: [], waivers: []})

/** Kinds of targets that are stored, each in a folder of its own. */
export const storedKinds = ['endpoint', 'host', 'site'] as const
export type StoredKind = (typeof storedKinds)[number]

export const targetsPath = (kind: StoredKind): string => `targets/${kind}`
export const historyPath = (kind: StoredKind): string => `history/${kind}`

/** The kind of a target by its id, so that an id alone finds its file: hosts begin with "host-", sites with "site-", nothing else does. */
export function kindOfId(id: string): StoredKind {
  const name = id.toLowerCase()
  if (name.startsWith('host-')) return 'host'
  return name.startsWith('site-') ? 'site' : 'endpoint'
}

export const targetKind: DocumentKind<StoredTarget> = {tag: storedTargetSchema, shape: storedTargetShape}
