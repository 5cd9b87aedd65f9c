import {type Register, register} from '../model/register.ts'
import {type Workspace, workspace, workspaceSchema} from '../model/workspace.ts'
import type {DocumentKind} from './document.ts'
import {type StoredTarget, storedTargetSchema, storedTargetShape} from './store.ts'

export const workspacePath = 'workspace.json'
export const workspaceKind: DocumentKind<Workspace> = {tag: workspaceSchema, shape: workspace}

export const registerPath = 'register.json'
export const registerKind: DocumentKind<Register> = {tag: register.shape.schema.value, shape: register}
export const emptyRegister: Register = register.parse({schema: register.shape.schema.value, systems: [], attestations: [], waivers: []})

// Endpoints are the only targets that have facts so far; another kind will get its own folder.
export const targetsPath = 'targets/endpoint'
export const historyPath = 'history/endpoint'
export const targetKind: DocumentKind<StoredTarget> = {tag: storedTargetSchema, shape: storedTargetShape}
