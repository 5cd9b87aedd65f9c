import {join} from 'node:path'
import {describe, expect, it} from 'vitest'
import {portsCollector} from '../../src/collect/endpoint/ports.ts'
import type {Probe} from '../../src/collect/probe.ts'
import {ports as schema} from '../../src/model/facts/ports.ts'
import {createRecordedProbe} from './recorded-probe.ts'

const probeOf = (name: string) => createRecordedProbe(join(import.meta.dirname, '../recorded/ports', name))

async function collect(name: string, change: (probe: Probe) => Probe = (probe) => probe) {
  const fact = await portsCollector.collect(change(probeOf(name)))
  if (!fact.ok) throw new Error(`${fact.reason}: ${fact.detail}`)
  return {value: schema.parse(fact.value), gaps: fact.gaps ?? {}}
}

const withFile =
  (path: string, text: string) =>
  (probe: Probe): Probe => ({...probe, readText: async (asked) => (asked === path ? {ok: true, value: text} : probe.readText(asked))})

describe('ports', () => {
  it('names the processes for root', async () => {
    const {value, gaps} = await collect('debian-root')
    expect(value.listening).toEqual([
      {protocol: 'tcp', address: '0.0.0.0', port: 22, loopback: false, process: 'sshd'},
      {protocol: 'tcp', address: '::', port: 22, loopback: false, process: 'sshd'},
    ])
    expect(gaps).toEqual({})
  })

  it('sees the same ports without rights, but no processes', async () => {
    const {value, gaps} = await collect('debian-user')
    expect(value.listening).toEqual([
      {protocol: 'tcp', address: '0.0.0.0', port: 22, loopback: false},
      {protocol: 'tcp', address: '::', port: 22, loopback: false},
    ])
    expect(gaps['listening.process']?.reason).toBe('no-rights')
  })

  it('reads the kernel tables where ss is missing: mapped addresses, bound UDP, each socket once', async () => {
    const {value, gaps} = await collect('alpine')
    expect(value.listening).toEqual([
      {protocol: 'tcp', address: '0.0.0.0', port: 22, loopback: false},
      {protocol: 'tcp', address: '::', port: 22, loopback: false},
      {protocol: 'tcp', address: '2001:db8::10', port: 443, loopback: false},
      {protocol: 'tcp', address: '127.0.0.1', port: 631, loopback: true},
      {protocol: 'tcp', address: '::1', port: 631, loopback: true},
      {protocol: 'tcp', address: '127.0.0.1', port: 8080, loopback: true},
      {protocol: 'udp', address: '0.0.0.0', port: 68, loopback: false},
      {protocol: 'udp', address: '127.0.0.1', port: 123, loopback: true},
      {protocol: 'udp', address: '::', port: 546, loopback: false},
    ])
    expect(gaps).toEqual({'listening.process': {reason: 'not-supported', detail: 'ss does not exist here'}})
  })

  it('does without IPv6', async () => {
    const {value, gaps} = await collect('no-ipv6')
    expect(value.listening).toEqual([{protocol: 'tcp', address: '0.0.0.0', port: 6000, loopback: false, process: 'Xorg'}])
    expect(gaps).toEqual({})
  })

  it('is no empty list when a table is missing or is something else', async () => {
    const missing: Probe = {...probeOf('no-ipv6'), readText: async () => ({ok: false, reason: 'not-supported', detail: 'gone'})}
    expect(await portsCollector.collect(missing)).toMatchObject({ok: false, reason: 'not-supported'})
    expect(await portsCollector.collect(withFile('/proc/net/tcp', '')(probeOf('no-ipv6')))).toMatchObject({ok: false, reason: 'error'})
  })

  it('says so when a row was cut off', async () => {
    const {value, gaps} = await collect(
      'no-ipv6',
      withFile('/proc/net/tcp', '  sl  local_address rem_address st\n   0: 00000000:0016 00000000:0000 0A\n   1: 0000'),
    )
    expect(value.listening.map(({port}) => port)).toEqual([22])
    expect(gaps['listening']).toEqual({reason: 'error', detail: '1 rows of /proc/net could not be read'})
  })

  it('reads netstat of macOS', async () => {
    const {value} = await collect('macos')
    expect(value.listening).toEqual([
      {protocol: 'tcp', address: '0.0.0.0', port: 22, loopback: false},
      {protocol: 'tcp', address: '::', port: 22, loopback: false},
      {protocol: 'tcp', address: '127.0.0.1', port: 631, loopback: true},
      {protocol: 'tcp', address: '::', port: 5000, loopback: false},
      {protocol: 'udp', address: 'fe80::1', port: 123, loopback: false},
      {protocol: 'udp', address: '0.0.0.0', port: 5353, loopback: false},
    ])
  })
})
