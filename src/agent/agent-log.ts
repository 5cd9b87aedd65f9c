import {once} from 'node:events'
import {mkdir} from 'node:fs/promises'
import {join} from 'node:path'
import {createStream} from 'rotating-file-stream'

/** The agent's own log: one line an event, never more than six files of one megabyte. */
export interface AgentLog {
  write: (level: 'info' | 'warn' | 'error', message: string, at: Date) => void
  close: () => Promise<void>
}

export const agentFolder = 'agent'

export async function openAgentLog(workspace: string): Promise<AgentLog> {
  const path = join(workspace, agentFolder)
  await mkdir(path, {recursive: true, mode: 0o700})
  const stream = createStream('agent.log', {path, size: '1M', maxFiles: 5, mode: 0o600})
  // A full disk must not end the agent: the audit itself will say so the next time it is asked.
  stream.on('error', () => {})
  return {
    write: (level, message, at) => {
      stream.write(`${at.toISOString()} ${level.toUpperCase()} ${message.replaceAll(/[\r\n]+/g, ' | ')}\n`)
    },
    close: async () => {
      stream.end()
      await Promise.race([once(stream, 'finish'), once(stream, 'close')]).catch(() => {})
    },
  }
}
