import type {System} from '../../src/model/register.ts'
import type {Snapshot} from '../../src/model/snapshot.ts'
import type {Workspace} from '../../src/model/workspace.ts'

export const sampleWorkspace: Workspace = {
  schema: 'stp-sec/workspace/1',
  sample: true,
  organisation: {name: 'Sở Tư pháp (mẫu)', parent: 'UBND tỉnh (mẫu)', place: 'Hà Nội', abbreviation: 'STP'},
  offices: [],
  agent: {cron: '0 9 * * *', jitterMinutes: 30},
}

export function sampleSystem(id: string): System {
  return {
    id,
    name: 'Hệ thống hộ tịch',
    role: 'operates',
    status: 'operating',
    owner: 'Sở Tư pháp',
    operator: 'Văn phòng Sở',
    offices: [],
    sites: [],
    networks: [],
    information: [],
    subjects: {},
    level: 2,
    state: 'approved',
    endpoints: {members: []},
    source: {confidence: 'seen'},
  }
}

/** One seen fact that holds a word of the caller's. */
export function backupFact(word: string, at: string): Snapshot['facts'] {
  return {backup: {ok: true, value: {tools: [{name: word}]}, source: 'test', at}}
}

/** A small snapshot; `facts` replaces some of its facts. Few are seen ones, so that the model can grow without this file. */
export function sampleSnapshot(id: string, at: string, facts: Snapshot['facts'] = {}): Snapshot {
  return {
    schema: 'stp-sec/snapshot/1',
    target: {kind: 'endpoint', id, name: id},
    collectedAt: at,
    tool: {name: 'stp-sec', version: '0.1.0'},
    facts: {
      lock: {ok: false, reason: 'not-supported', detail: '', source: 'test', at},
      timeSync: {ok: false, reason: 'timeout', detail: 'quá 10 giây', source: 'test', at},
      ...backupFact('rsync', at),
      ...facts,
    },
  }
}

/** A journal entry for a change of the register that a test makes. */
export const registerEntry = () => ({
  at: '2026-07-01T00:00:00Z',
  actor: 'vitest',
  action: 'register.update',
  object: 'register',
  payload: 'test',
})
