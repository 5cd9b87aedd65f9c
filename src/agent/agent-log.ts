import {existsSync} from 'node:fs'
import {createStream, type RotatingFileStream} from 'rotating-file-stream'
import type {Language, Localized} from '../model/text.ts'
import {inside} from '../store/paths.ts'
import {localTime} from './local-time.ts'

/** The agent's own log: one line an event. */
export interface AgentLog {
  write: (level: 'info' | 'warn' | 'error', message: Localized) => void
  /** Waits until all is written and lets go of the file; the next line opens it again. */
  flush: () => Promise<void>
}

const logName = 'agent.log'
const maxLineLength = 2000
/** Beside the one being written. */
const oldFiles = 5

/** Opens the log in the agent's folder. Nothing that happens to the log ends the agent. */
export function openAgentLog(folder: string, language: Language, size = '1M'): AgentLog {
  inside(folder, logName)
  let stream: RotatingFileStream | undefined
  let lost = 0

  function open(): RotatingFileStream {
    const opened = createStream(logName, {path: folder, size, rotate: oldFiles, mode: 0o600})
    // One error, of a full disk for example, is the end of a stream: the next line gets a new one.
    opened.on('error', () => {
      if (stream === opened) stream = undefined
    })
    return opened
  }

  function lineOf(level: string, message: Localized): string {
    const text = message[language].replaceAll(/\s*[\p{Cc}\u2028\u2029]+\s*/gu, ' | ').slice(0, maxLineLength)
    return `${localTime(new Date())} ${level.toUpperCase()} ${text}\n`
  }

  return {
    write(level, message) {
      const before = lost
      // Of a line cut off by the full disk the end is missing too.
      const gap =
        before > 0 ? `\n${lineOf('warn', {vi: `Mất tới ${before} dòng trước đây`, en: `Up to ${before} lines before are lost`})}` : ''
      lost = 0
      const lose = () => {
        lost += before + 1
      }
      // Where the workspace was taken away, the stream would make its folders anew.
      if (!existsSync(folder)) return lose()
      stream ??= open()
      stream.write(`${gap}${lineOf(level, message)}`, (error) => error && lose())
    },
    async flush() {
      const last = stream
      stream = undefined
      if (!last || last.closed) return
      await new Promise<void>((resolve) => {
        last.once('close', resolve)
        last.end()
      })
    },
  }
}
