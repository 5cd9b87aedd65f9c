import {describe, expect, it} from 'vitest'
import type {HostFactName, HostFactValue} from '../../src/model/facts/host.ts'
import type {HostFactSet} from '../../src/model/snapshot.ts'
import {host, type Imported, importOf, port, report, sourceOf} from './support.ts'

const read = (hosts: string, options?: Parameters<typeof report>[1]) => importOf(sourceOf(report(hosts, options)))

function factOf<N extends HostFactName>({targets: [target]}: Imported, name: N): HostFactValue<N> | undefined {
  const fact = (target?.facts as HostFactSet | undefined)?.[name]
  return fact?.ok ? (fact.value as HostFactValue<N>) : undefined
}

describe('a host of an nmap report', () => {
  it('has its addresses, card, names, ports and system', async () => {
    const service =
      '<service name="https" product="Máy in &lt;tầng 2&gt;" version="1.0" extrainfo="x" tunnel="ssl" method="probed" conf="10"><cpe>cpe:/h:hp:laserjet</cpe></service>'
    const imported = await read(
      host(
        '10.0.0.5',
        `<hostnames><hostname name="may-in.stp.example" type="PTR"/></hostnames><ports><extraports state="closed" count="998"/>${port(443, {inside: service})}${port(80, {state: 'closed'})}</ports>
        <os><osmatch name="HP printer" accuracy="97"><osclass type="printer" vendor="HP" osfamily="embedded" accuracy="97"><cpe>cpe:/h:hp:x</cpe></osclass></osmatch><osmatch name="other" accuracy="90"/></os>
        <uptime seconds="100"/><distance value="1"/>`,
        '00:15:5D:01:02:03',
      ),
    )
    expect(imported.targets[0]).toMatchObject({
      kind: 'host',
      id: 'host-00155d010203',
      name: 'may-in.stp.example',
      identity: {addresses: ['10.0.0.5'], macs: ['00:15:5D:01:02:03'], hostname: 'may-in.stp.example'},
      observedAt: '2026-11-22T00:39:10.000Z',
    })
    expect(factOf(imported, 'reach')).toEqual({
      reason: 'arp-response',
      macs: [{mac: '00:15:5D:01:02:03', vendor: 'Hãng & Máy'}],
      hostnames: [{name: 'may-in.stp.example', type: 'PTR'}],
      upSince: '2026-11-22T00:37:30.000Z',
      hops: 1,
    })
    expect(factOf(imported, 'openPorts')).toEqual({
      tcp: [
        {
          port: 443,
          probed: true,
          service: 'https',
          product: 'Máy in <tầng 2>',
          version: '1.0',
          info: 'x',
          tunnel: 'ssl',
          cpe: ['cpe:/h:hp:laserjet'],
        },
      ],
      udp: [],
      knownTcp: '1-1000',
    })
    expect(factOf(imported, 'osGuess')).toEqual({
      name: 'HP printer',
      accuracy: 97,
      type: 'printer',
      vendor: 'HP',
      family: 'embedded',
      cpe: ['cpe:/h:hp:x'],
      guesses: 2,
    })
    expect(imported.outcome).toMatchObject({
      read: 1,
      mapped: 1,
      dropped: [],
      scan: {
        tool: 'nmap',
        version: '7.93',
        args: 'nmap -sV 10.0.0.0/24',
        startedAt: '2026-11-22T00:38:58.000Z',
        hostsUp: 1,
        hostsDown: 0,
        openPorts: 1,
      },
    })
    expect(imported.outcome.incomplete).toBeUndefined()
  })

  it.each<[string, string, Parameters<typeof report>[1], {knownTcp?: string; knownUdp?: string} | undefined]>([
    [
      'all that was to be scanned, when listed and summed-up ports add up to it',
      `<extraports state="filtered" count="999"/>${port(22)}`,
      {},
      {knownTcp: '1-1000'},
    ],
    [
      'only what is listed, when some are missing',
      `<extraports state="closed" count="900"/>${port(22)}${port(23, {state: 'closed'})}`,
      {},
      {knownTcp: '22-23'},
    ],
    [
      'only what is listed, when the others kept silent',
      `<extraports state="open|filtered" count="999"/>${port(22)}`,
      {},
      {knownTcp: '22'},
    ],
    [
      'not a port that may be open',
      `<extraports state="closed" count="998"/>${port(22)}${port(500, {state: 'open|filtered'})}`,
      {},
      {knownTcp: '1-499,501-1000'},
    ],
    [
      'what the report names, besides what kept silent',
      `<extraports state="open|filtered" count="900"/><extraports state="closed" count="99"><extrareasons reason="reset" count="99" proto="tcp" ports="1-20,30"/></extraports>${port(22)}`,
      {},
      {knownTcp: '1-20,22,30'},
    ],
    [
      'each protocol for itself',
      `<extraports state="closed" count="2"/>${port(53, {protocol: 'udp'})}`,
      {scaninfo: '<scaninfo protocol="tcp" services="22,80"/><scaninfo protocol="udp" services="53"/>'},
      {knownTcp: '22,80', knownUdp: '53'},
    ],
    ['nothing where nothing was asked for', port(22), {scaninfo: ''}, {knownTcp: '22'}],
  ])('knows of the ports %s', async (_, inside, options, expected) => {
    const value = factOf(await read(host('10.0.0.5', `<ports>${inside}</ports>`), options), 'openPorts')
    expect({knownTcp: value?.knownTcp, knownUdp: value?.knownUdp}).toEqual({knownTcp: undefined, knownUdp: undefined, ...expected})
  })

  it('has no fact of ports when none was looked at, and none is known after the scanner gave up', async () => {
    expect(factOf(await read(host('10.0.0.5', '')), 'openPorts')).toBeUndefined()
    const slow = host('10.0.0.5', `<ports><extraports state="closed" count="999"/>${port(22)}</ports>`).replace(
      '<host ',
      '<host timedout="true" ',
    )
    expect(factOf(await read(slow), 'openPorts')?.knownTcp).toBe('22')
    expect(factOf(await read(slow), 'reach')?.timedOut).toBe(true)
  })
})

describe('scripts', () => {
  const script = (id: string, inside: string, output = '') => `<script id="${id}" output="${output}">${inside}</script>`
  const onPort = (text: string) => read(host('10.0.0.5', `<ports>${port(443, {inside: text})}</ports>`))
  const onHost = (text: string) => read(host('10.0.0.5', `<hostscript>${text}</hostscript>`))
  const elem = (key: string, text: string) => `<elem key="${key}">${text}</elem>`

  it('ssl-cert gives the certificate, its Vietnamese unescaped and its times in UTC', async () => {
    const text = script(
      'ssl-cert',
      `<table key="subject">${elem('commonName', 'a.vn')}${elem('organizationName', 'Trung t\\xC3\\xA2m')}</table><table key="validity">${elem('notBefore', '2020-01-01T00:00:00')}${elem('notAfter', '2021-01-01T07:00:00+07:00')}</table>`,
    )
    expect(factOf(await onPort(text), 'certificates')?.items).toEqual([
      {port: 443, subject: 'a.vn', organisation: 'Trung tâm', validFrom: '2020-01-01T00:00:00.000Z', validTo: '2021-01-01T00:00:00.000Z'},
    ])
    expect(factOf(await onPort(script('ssl-cert', '', 'ERROR')), 'certificates')).toBeUndefined()
  })

  it('a list of ciphers without a version proves nothing about versions', async () => {
    const text = script('ssl-enum-ciphers', `<table><table key="ciphers"></table></table>${elem('least strength', 'A')}`)
    expect(factOf(await onPort(text), 'tlsSuites')).toBeUndefined()
  })

  it('ssl-enum-ciphers and sslv2 give the versions a server accepts', async () => {
    const cipher = `<table>${elem('strength', 'A')}${elem('name', 'TLS_X')}</table>`
    const text = `${script('ssl-enum-ciphers', `<table key="TLSv1.0"><table key="ciphers">${cipher}</table></table>${elem('least strength', 'A')}`)}${script('sslv2', '<elem>SSLv2 supported</elem>')}`
    expect(factOf(await onPort(text), 'tlsSuites')?.items).toEqual([
      {port: 443, versions: ['TLSv1.0', 'SSLv2'], ciphers: [{version: 'TLSv1.0', name: 'TLS_X', strength: 'A'}], leastStrength: 'A'},
    ])
  })

  it('SMB scripts give dialects, signing and the names of the machine', async () => {
    const dialects = (text: string) => script('smb-protocols', `<table key="dialects"><elem>${text}</elem><elem>3.11</elem></table>`)
    const os = script('smb-os-discovery', `${elem('os', 'Windows 6.1')}${elem('server', 'PC-01\\x00')}`)
    const signing = script('smb2-security-mode', '', '&#xa;  3.11: &#xa;    Message signing enabled but not required')
    expect(factOf(await onHost(dialects('NT LM 0.12 (SMBv1) [dangerous, but default]') + os + signing), 'smbServer')).toEqual({
      dialects: ['NT LM 0.12 (SMBv1) [dangerous, but default]', '3.11'],
      smb1: true,
      os: 'Windows 6.1',
      computerName: 'PC-01',
      signing: 'enabled',
    })
    expect(factOf(await onHost(dialects('2.02')), 'smbServer')?.smb1).toBe(false)
    expect(factOf(await onHost(script('smb-protocols', '', 'No dialects accepted')), 'smbServer')).toBeUndefined()
  })

  it('vulners and tested vulnerabilities are told apart', async () => {
    const row = `<table>${elem('id', 'CVE-2016-8705')}${elem('cvss', '7.5')}${elem('is_exploit', 'false')}</table>`
    const proven = `<table key="CVE-2017-0143">${elem('title', 'RCE')}${elem('state', 'VULNERABLE')}<table key="ids"><elem>CVE:CVE-2017-0143</elem></table></table>`
    expect(factOf(await onPort(script('vulners', `<table key="cpe:/a:m:m:1">${row}</table>`)), 'knownFlaws')?.items).toEqual([
      {id: 'CVE-2016-8705', source: 'vulners', port: 443, software: 'cpe:/a:m:m:1', cvss: 7.5, exploit: false, proven: false},
    ])
    expect(factOf(await onHost(script('smb-vuln-ms17-010', proven, 'State: VULNERABLE')), 'knownFlaws')?.items).toEqual([
      {id: 'CVE-2017-0143', source: 'smb-vuln-ms17-010', proven: true, title: 'RCE'},
    ])
    const safe = proven.replace('>VULNERABLE<', '>NOT VULNERABLE<')
    expect(factOf(await onHost(script('smb-vuln-ms17-010', safe, 'State: NOT VULNERABLE')), 'knownFlaws')).toBeUndefined()
  })
})

describe('which hosts become targets', () => {
  const plain = (state: string, reason = 'x') =>
    `<host endtime="1795307950"><status state="${state}" reason="${reason}"/><address addr="10.0.0.9" addrtype="ipv4"/></host>`
  it.each([
    ['a host that is down', plain('down'), 'Thiết bị không trả lời (đang tắt hoặc không có)'],
    ['a host of a list scan', plain('unknown'), 'Chỉ được liệt kê, chưa được dò (nmap -sL)'],
    ['a host that -Pn assumed', plain('up', 'user-set'), 'Không trả lời cổng nào; nmap -Pn chỉ giả định là đang bật'],
    ['a host without an address', plain('up').replace('10.0.0.9', ''), 'Thiếu địa chỉ hoặc thời điểm quét'],
  ])('%s does not', async (_, element, reason) => {
    const {targets, outcome} = await read(element)
    expect(targets).toEqual([])
    expect(outcome).toMatchObject({read: 1, mapped: 0, dropped: [{reason: {vi: reason}, count: 1}]})
  })

  it('repeated elements become one, a card that answers for several addresses names none', async () => {
    const twice = (number: number) =>
      `<host endtime="1795307950"><address addr="10.0.0.7" addrtype="ipv4"/><ports>${port(number)}</ports></host>`
    const router = '00:15:5D:00:00:01'
    const imported = await read(twice(80) + host('10.0.0.1', '', router) + host('10.0.0.2', '', router) + twice(22), {scaninfo: ''})
    expect(imported.targets.map(({id}) => id)).toEqual(['host-10.0.0.1', 'host-10.0.0.2', 'host-10.0.0.7'])
    expect(imported.outcome).toMatchObject({read: 4, mapped: 4, scan: {hostsUp: 3, openPorts: 2}})
    const merged = imported.targets[2]?.facts as HostFactSet
    expect(merged.openPorts).toMatchObject({value: {tcp: [{port: 80}, {port: 22}], knownTcp: '22,80'}})
  })

  it('hints about hosts to come are no hosts', async () => {
    const hint = '<hosthint><status state="up"/><address addr="10.0.0.5" addrtype="ipv4"/></hosthint>'
    const {outcome, targets} = await read(hint + host('10.0.0.5', ''))
    expect(targets).toHaveLength(1)
    expect(outcome.read).toBe(1)
  })

  it('an IPv6 address makes an id too', async () => {
    const {targets} = await read(host('fe80::1:2', '').replace('ipv4', 'ipv6'))
    expect(targets[0]).toMatchObject({id: 'host-fe80--1-2', identity: {addresses: ['fe80::1:2']}})
  })
})

describe('an address that is written with character references', () => {
  const telnet = `<ports>${port(23)}</ports>`
  it('is a host like any other', async () => {
    const {targets, outcome} = await read(host('10.0.0.&#49;', telnet) + host('10.0.0.2', telnet))
    expect(targets.map(({name}) => name)).toEqual(['10.0.0.1', '10.0.0.2'])
    expect(outcome).toMatchObject({read: 2, mapped: 2, dropped: []})
  })
  it('is the same host when it comes again: the second element is said to be left out', async () => {
    const {targets, outcome} = await read(host('10.0.0.1', telnet) + host('10.0.0.&#49;', telnet))
    expect(targets).toHaveLength(1)
    expect(outcome.dropped).toMatchObject([{reason: {en: 'Repeats a device that was read already'}, count: 1}])
  })
})
