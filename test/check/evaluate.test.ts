import {describe, expect, it} from 'vitest'
import {evaluateCheck, evaluateWithEvidence} from '../../src/check/evaluate.ts'
import {type FactSet, seeFacts} from '../../src/check/seen-facts.ts'
import type {Check} from '../../src/model/check.ts'
import {compiled, day, seen} from './support.ts'

const cases: [string, Partial<Check>, FactSet, string, string?][] = [
  ['a fact that holds', {}, seen({lock: {graphical: true, enabled: true}}), 'pass'],
  ['a fact that does not hold', {}, seen({lock: {graphical: true, enabled: false}}), 'fail'],
  ['a fact that is absent', {}, {}, 'unknown', 'not-collected'],
  [
    'a fact with a reason',
    {},
    {lock: {ok: false, reason: 'no-rights', detail: 'closed', source: 'x', at: '2026-12-14T02:00:00Z'}},
    'unknown',
    'no-rights',
  ],
  ['a field with a gap', {}, seen({lock: {graphical: true}}, {gaps: {enabled: {reason: 'timeout', detail: 'slow'}}}), 'unknown', 'timeout'],
  ['a field without a gap', {}, seen({lock: {graphical: true}}), 'unknown', 'not-collected'],
  [
    'a list that its collector saw in part',
    {assert: 'size(accounts.admins) <= 3'},
    seen({accounts: {admins: ['root']}}, {gaps: {admins: {reason: 'no-rights', detail: 'sudoers is closed'}}}),
    'unknown',
    'no-rights',
  ],
  [
    'a field of list elements that was guessed',
    {assert: 'accounts.users.all(u, !u.admin)'},
    seen({accounts: {users: [{name: 'an', admin: false}]}}, {gaps: {'users.admin': {reason: 'no-rights', detail: 'sudoers is closed'}}}),
    'unknown',
    'no-rights',
  ],
  [
    'what is proven in spite of a gap',
    {assert: 'accounts.directory != "none" || accounts.laps'},
    seen({accounts: {directory: 'ldap'}}, {gaps: {laps: {reason: 'timeout', detail: 'slow'}}}),
    'pass',
  ],
  [
    'what a longer list might still break',
    {assert: 'software.items.all(s, s.name != "Banned")'},
    seen({software: {items: [{name: 'Unikey'}]}}, {gaps: {'items.+': {reason: 'no-rights', detail: 'closed'}}}),
    'unknown',
    'no-rights',
  ],
  [
    'what a list seen in part already breaks',
    {assert: 'software.items.all(s, s.name != "Banned")'},
    seen({software: {items: [{name: 'Banned'}]}}, {gaps: {'items.+': {reason: 'no-rights', detail: 'closed'}}}),
    'fail',
  ],
  [
    'an empty list that may be longer',
    {assert: 'shares.items.all(s, s.writable)'},
    seen({shares: {items: []}}, {gaps: {'items.+': {reason: 'timeout', detail: 'slow'}}}),
    'unknown',
    'timeout',
  ],
  [
    'a condition on a list that may be longer',
    {when: 'size(backup.tools) > 0', assert: 'backup.tools.exists(t, t.scheduled)'},
    seen({backup: {tools: []}}, {gaps: {'tools.+': {reason: 'no-rights', detail: 'closed'}}}),
    'unknown',
    'no-rights',
  ],
  [
    'a field beside a list that may be longer',
    {assert: 'accounts.directory != "none"'},
    seen({accounts: {directory: 'ldap', users: []}}, {gaps: {'users.+': {reason: 'timeout', detail: 'slow'}}}),
    'pass',
  ],
  ['when is false', {when: 'lock.graphical'}, seen({lock: {graphical: false}}), 'not-applicable'],
  ['when cannot be decided', {when: 'os.family == "linux"'}, seen({lock: {graphical: false, enabled: true}}), 'unknown', 'not-collected'],
  ['facts of 37 days ago', {}, seen({lock: {graphical: true, enabled: true}}, {at: '2026-11-08T02:00:00Z'}), 'unknown', 'stale'],
  ['facts of 35 days ago', {}, seen({lock: {graphical: true, enabled: true}}, {at: '2026-11-09T02:00:00Z'}), 'pass'],
  ['facts of the day after', {}, seen({lock: {graphical: true, enabled: true}}, {at: '2026-12-15T02:00:00Z'}), 'unknown', 'clock'],
  ['an empty list', {assert: 'shares.items.all(s, s.writable)'}, seen({shares: {items: []}}), 'not-applicable'],
  [
    'an empty list that is judged',
    {assert: 'antivirus.products.exists(p, p.running)', whenEmpty: 'judge'},
    seen({antivirus: {products: []}}),
    'fail',
  ],
  [
    'one element unseen, none failing',
    {assert: 'shares.items.all(s, s.writable)'},
    seen({shares: {items: [{writable: true}, {}]}}),
    'unknown',
    'not-collected',
  ],
  [
    'one element unseen, one failing',
    {assert: 'shares.items.all(s, s.writable)'},
    seen({shares: {items: [{}, {writable: false}]}}),
    'fail',
  ],
  ['a lifecycle that is known', {assert: 'on <= endOfSupport(os.product, os.cycle)'}, seen({os: {product: 'debian', cycle: '12'}}), 'pass'],
  [
    'a lifecycle that is not known',
    {assert: 'on <= endOfSupport(os.product, os.cycle)'},
    seen({os: {product: 'debian', cycle: '99'}}),
    'unknown',
    'no-lifecycle-data',
  ],
  [
    'a date after the day of assessment',
    {assert: 'daysBetween(updates.lastCheckedAt, on) <= 31'},
    seen({updates: {lastCheckedAt: '2027-01-01T00:00:00Z'}}),
    'unknown',
    'clock',
  ],
  [
    'the last day of a month-long period',
    {assert: 'withinMonths(updates.lastCheckedAt, on, 1.0)'},
    seen({updates: {lastCheckedAt: '2026-11-14T01:00:00Z'}}),
    'pass',
  ],
  [
    'the day after it',
    {assert: 'withinMonths(updates.lastCheckedAt, on, 1.0)'},
    seen({updates: {lastCheckedAt: '2026-11-12T01:00:00Z'}}),
    'fail',
  ],
]

describe('evaluateCheck', () => {
  it.each(cases)('%s', (_, check, facts, outcome, reason) => {
    const judged = evaluateCheck(compiled(check), seeFacts(facts, day, 35), {})
    expect(judged.outcome).toBe(outcome)
    expect(judged.reason).toBe(reason)
  })

  it('a browser that is current by old data is unknown, one that is behind fails', () => {
    const check = compiled({assert: 'browsers.items.all(b, majorsBehind(b.product, b.version, on) == 0)'})
    const browser = (version: string) =>
      seen({browsers: {items: [{name: 'Chrome', product: 'chrome', version}]}}, {at: '2027-02-01T00:00:00Z'})
    const later = (version: string) => evaluateCheck(check, seeFacts(browser(version), '2027-02-01', 35), {})
    expect(later('145.0.1')).toMatchObject({outcome: 'unknown', reason: 'no-lifecycle-data'})
    expect(later('120.0.1')).toMatchObject({outcome: 'fail'})
  })

  it('keeps what was seen, where and when, for a pass too', () => {
    const check = compiled({assert: 'lock.timeoutMinutes <= params.max', params: {max: 15}})
    const result = evaluateWithEvidence(check, 'pc-1', seeFacts(seen({lock: {graphical: true, timeoutMinutes: 10}}), day, 35), {max: 15})
    expect(result).toEqual({
      check: 'test',
      target: 'pc-1',
      outcome: 'pass',
      expected: {max: 15},
      observed: {'lock.timeoutMinutes': 10},
      evidence: [{fact: 'lock', source: 'test', at: '2026-12-14T02:00:00Z'}],
    })
  })
})
