import {closeSync, mkdtempSync, openSync, rmSync, statSync, writeSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {compare, mib, printTable} from './measure.ts'

const program = join(import.meta.dirname, '..', 'bin', 'run.js')
const hosts = 65_536
const portsOfHost = 11

/** Import of a /16 out of nmap beside the bare XML parser on the same file. */
export function run(): void {
  const folder = mkdtempSync(join(tmpdir(), 'stp-sec-bench-'))
  try {
    const file = join(folder, 'quet.xml')
    writeReport(file)
    const bare = 'saxes alone'
    const importing = [program, 'import', file, '--dry-run']
    const timings = compare(
      [
        {name: bare, program: process.execPath, args: [join(import.meta.dirname, 'import-nmap-bare.ts'), file]},
        {name: 'stp-sec import --dry-run', program: process.execPath, args: importing},
        {name: 'stp-sec import --dry-run --json', program: process.execPath, args: [...importing, '--json']},
      ],
      5,
    )
    console.log(`import of ${mib(statSync(file).size)} MB of nmap, ${hosts} hosts (limits x1.40, 300 MB):`)
    printTable(timings, bare)
  } finally {
    rmSync(folder, {recursive: true})
  }
}

/** The same report every time: names in Vietnamese, character references, services with products, guesses at the system. */
function writeReport(path: string): void {
  const file = openSync(path, 'w')
  const put = (text: string) => writeSync(file, text)
  put(`<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE nmaprun>
<nmaprun scanner="nmap" args="nmap -sV -O -n 10.0.0.0/16" start="1795307938" version="7.93" xmloutputversion="1.05">
<scaninfo type="syn" protocol="tcp" numservices="1000" services="1-1000"/>\n`)
  for (let first = 0; first < hosts; first += 256) put(Array.from({length: 256}, (_, index) => hostElement(first + index)).join(''))
  put(`<runstats><finished time="1795309000" exit="success"/><hosts up="${hosts}" down="0" total="${hosts}"/></runstats>\n</nmaprun>\n`)
  closeSync(file)
}

const services = [
  ['ssh', 'OpenSSH', '8.9p1 Ubuntu 3ubuntu0.6'],
  ['http', 'Apache httpd', '2.4.52'],
  ['microsoft-ds', 'Microsoft Windows 7 - 10 microsoft-ds', ''],
  ['domain', 'Unbound', '1.13.1'],
  ['https', 'nginx', '1.18.0'],
] as const

function hostElement(number: number): string {
  const [third, fourth] = [number >> 8, number & 255]
  const mac = [0, 0x15, 0x5d, 0, third, fourth].map((byte) => byte.toString(16).padStart(2, '0').toUpperCase()).join(':')
  const ports = Array.from({length: portsOfHost}, (_, index) => portElement(number, index)).join('')
  return `<host starttime="1795307938" endtime="${1_795_308_000 + (number >> 6)}"><status state="up" reason="arp-response" reason_ttl="0"/>
<address addr="10.0.${third}.${fourth}" addrtype="ipv4"/>
<address addr="${mac}" addrtype="mac" vendor="Công ty &quot;Thiết bị&quot; &amp; Mạng"/>
<hostnames>\n<hostname name="may-${number}.stp.example" type="PTR"/>\n</hostnames>
<ports><extraports state="closed" count="${1000 - portsOfHost}">\n<extrareasons reason="resets" count="${1000 - portsOfHost}"/>\n</extraports>
${ports}</ports>
<os><portused state="open" proto="tcp" portid="20"/><osmatch name="Microsoft Windows 10 1709 - 1909" accuracy="96" line="1">
<osclass type="general purpose" vendor="Microsoft" osfamily="Windows" osgen="10" accuracy="96"><cpe>cpe:/o:microsoft:windows_10</cpe></osclass>\n</osmatch></os>
<uptime seconds="${number}" lastboot="Sat Nov 21 10:21:54 2026"/>\n<distance value="1"/>\n<times srtt="180" rttvar="84" to="100000"/>\n</host>\n`
}

function portElement(host: number, index: number): string {
  const [name, product, version] = services[(host + index) % services.length] ?? services[0]
  return `<port protocol="tcp" portid="${20 + index * 7}"><state state="open" reason="syn-ack" reason_ttl="128"/><service name="${name}" product="${product}" version="${version}" extrainfo="Phòng Hành chính &lt;tầng ${host % 9}&gt;" ostype="Windows" method="probed" conf="10"><cpe>cpe:/a:vendor:${name}:${version || '-'}</cpe></service></port>\n`
}
