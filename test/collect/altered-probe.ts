import {join} from 'node:path'
import type {CommandOutput, Probe, Seen} from '../../src/collect/probe.ts'
import {createRecordedProbe} from './recorded-probe.ts'

interface Alteration {
  /** Texts that differ from the recording; `undefined`: the file is not there. */
  texts?: Record<string, string | undefined>
  /** Names in folders; empty folders cannot be recorded, because git does not keep them. */
  lists?: Record<string, string[]>
  /** Times of change, which git does not keep either. */
  times?: Record<string, string>
  /** Stdout of programs by their name, or why they fail. */
  runs?: Record<string, string | Partial<CommandOutput> | (Seen<never> & {ok: false})>
  /** Not the administrator, and these paths are closed. */
  closed?: string[]
}

/** A whole machine of test/recorded/machine, with what a test wants to be different about it. */
export function machineProbe(name: string, alteration: Alteration = {}): Probe {
  const {texts = {}, lists = {}, times = {}, runs = {}, closed} = alteration
  const probe = createRecordedProbe(join(import.meta.dirname, '../recorded/machine', name), (recording) => {
    if (closed) Object.assign(recording, {elevated: false, closed})
  })
  const absent = (path: string): Seen<never> => ({ok: false, reason: 'not-supported', detail: `${path} does not exist here`})
  return {
    ...probe,
    run: async (program, args) => {
      const answer = runs[program]
      if (answer === undefined) return probe.run(program, args)
      if (typeof answer === 'object' && 'ok' in answer) return answer
      return {ok: true, value: {code: 0, stdout: '', stderr: '', ...(typeof answer === 'string' ? {stdout: answer} : answer)}}
    },
    readText: async (path) => {
      if (!(path in texts)) return probe.readText(path)
      const text = texts[path]
      return text === undefined ? absent(path) : {ok: true, value: text}
    },
    list: async (path) => (lists[path] ? {ok: true, value: lists[path]} : probe.list(path)),
    stat: async (path) => {
      if (path in texts && texts[path] === undefined) return absent(path)
      const answer = await probe.stat(path)
      const time = times[path]
      return answer.ok && time ? {ok: true, value: {...answer.value, modifiedAt: new Date(time)}} : answer
    },
  }
}
