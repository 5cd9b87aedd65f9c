import {expect} from 'vitest'
import type {ImportedTarget} from '../../src/import/importer.ts'
import {identity} from '../../src/model/identity.ts'
import {device} from '../../src/model/register.ts'
import {snapshot, snapshotSchema} from '../../src/model/snapshot.ts'

/** What is handed over must fit what is stored, to the field. */
export function expectValidFacts(target: ImportedTarget): void {
  expect(identity.parse(target.identity)).toEqual(target.identity)
  if (target.kind === 'device') {
    device.parse({...target.device, id: 'x'})
    return
  }
  const stored = {
    schema: snapshotSchema,
    target: {kind: target.kind, id: 'x', name: target.name},
    collectedAt: target.observedAt ?? '1970-01-01T00:00:00Z',
    tool: {name: 'test', version: '1'},
    facts: target.facts,
  }
  expect(snapshot.parse(stored)).toEqual(stored)
}
