import {describe, expect, test} from 'vitest'
import type {Snapshot} from '../../src/model/snapshot.ts'
import {diffFacts} from '../../src/probe/diff-facts.ts'

const fact = (value: unknown) => ({ok: true, value, source: 'test', at: '2026-11-26T00:00:00Z'})
const site = (facts: Record<string, unknown>) =>
  ({
    schema: 'stp-sec/snapshot/1',
    target: {kind: 'site', id: 'site-a', name: 'a'},
    collectedAt: '2026-11-26T00:00:00Z',
    tool: {name: 't', version: '0'},
    facts,
  }) as unknown as Snapshot
const missing = {ok: false, reason: 'timeout', detail: 'slow', source: 'test', at: '2026-11-26T00:00:00Z'}

describe('what two probes saw', () => {
  test.each([
    ['the same', {web: fact({status: 'ok'})}, {web: fact({status: 'ok'})}, []],
    [
      'a changed field, by its path',
      {headers: fact({hsts: {maxAge: 1}})},
      {headers: fact({hsts: {maxAge: 2}})},
      [{fact: 'headers', path: 'hsts.maxAge', before: 1, after: 2}],
    ],
    ['a field that came', {tls: fact({})}, {tls: fact({tls13: true})}, [{fact: 'tls', path: 'tls13', after: true}]],
    ['a field that went', {tls: fact({tls13: true})}, {tls: fact({})}, [{fact: 'tls', path: 'tls13', before: true}]],
    [
      'a list, as a whole',
      {siteAddress: fact({ipv4: ['1.1.1.1']})},
      {siteAddress: fact({ipv4: ['1.1.1.2']})},
      [expect.objectContaining({path: 'ipv4'})],
    ],
    ['what is not compared', {siteProbe: fact({durationMs: 1})}, {siteProbe: fact({durationMs: 2})}, []],
    [
      'what is not compared in a list',
      {cookies: fact({cookies: [{name: 'a', value: 'x'}]})},
      {cookies: fact({cookies: [{name: 'a', value: 'y'}]})},
      [],
    ],
    [
      'the rest of such a list',
      {cookies: fact({cookies: [{name: 'a', value: 'x'}]})},
      {cookies: fact({cookies: [{name: 'b', value: 'x'}]})},
      [expect.objectContaining({path: 'cookies'})],
    ],
  ])('%s', (_, before, after, changes) => {
    expect(diffFacts(site(before), site(after), ['siteProbe', 'cookies.cookies.*.value'])).toEqual({changes, unseen: []})
  })

  test('a fact that one of them did not see is no change', () => {
    expect(diffFacts(site({tls: missing}), site({tls: fact({tls13: true})}), [])).toEqual({
      changes: [],
      unseen: [{fact: 'tls', in: 'before', reason: 'timeout: slow'}],
    })
    expect(diffFacts(site({tls: fact({})}), site({}), [])).toEqual({
      changes: [],
      unseen: [{fact: 'tls', in: 'after', reason: 'not-collected'}],
    })
    expect(diffFacts(site({tls: missing}), site({}), [])).toEqual({changes: [], unseen: []})
  })
})
