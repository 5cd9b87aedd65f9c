import {z} from 'zod'
import {register} from './register.ts'
import {workspace} from './workspace.ts'

/** policies/samples/<name>.yaml: a workspace to try the tool on. */
export const sample = z.strictObject({workspace, register})
export type Sample = z.infer<typeof sample>
