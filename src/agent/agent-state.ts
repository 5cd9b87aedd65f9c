import {readFile} from 'node:fs/promises'
import {join} from 'node:path'
import writeFileAtomic from 'write-file-atomic'
import {z} from 'zod'
import {moment} from '../model/text.ts'
import {agentFolder} from './agent-log.ts'

const state = z.strictObject({schema: z.literal('stp-sec/agent/1'), lastRunAt: moment.optional(), nextDueAt: moment.optional()})
export type AgentState = Omit<z.infer<typeof state>, 'schema'>

const stateName = 'state.json'

/** When the agent last ran and is due next; an unreadable state means "not known", so that it runs rather than waits. */
export async function readAgentState(workspace: string): Promise<AgentState> {
  try {
    const parsed = state.safeParse(JSON.parse(await readFile(join(workspace, agentFolder, stateName), 'utf8')))
    return parsed.success ? {lastRunAt: parsed.data.lastRunAt, nextDueAt: parsed.data.nextDueAt} : {}
  } catch {
    return {}
  }
}

export async function writeAgentState(workspace: string, value: AgentState): Promise<void> {
  await writeFileAtomic(join(workspace, agentFolder, stateName), `${JSON.stringify({schema: 'stp-sec/agent/1', ...value}, null, 2)}\n`, {})
}
