import type {ImportedTarget, ImportOutcome, Source} from '../../src/import/importer.ts'
import {createImporters, recognise} from '../../src/import/importers.ts'
import {inventoryTables} from './inventory-tables.ts'

/** A file in memory, handed out in small pieces so that every tag is cut somewhere. */
export function sourceOf(content: string | Uint8Array, pieceBytes = 7): Source {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content
  return {
    name: 'quet.xml',
    sizeBytes: bytes.length,
    head: bytes.subarray(0, 64 * 1024),
    async *open() {
      for (let at = 0; at < bytes.length; at += pieceBytes) yield bytes.subarray(at, at + pieceBytes)
    },
  }
}

export interface Imported {
  targets: ImportedTarget[]
  outcome: ImportOutcome
}

/** Imports a source by its content, as the command does. */
export async function importOf(source: Source): Promise<Imported> {
  const importer = recognise(source, createImporters(inventoryTables))
  if (!importer) throw new Error('the format is not recognised')
  const targets: ImportedTarget[] = []
  const outcome = await importer.read(source, (target) => {
    targets.push(target)
  })
  return {targets, outcome}
}

/** A report of nmap around some host elements. */
export function report(
  hosts: string,
  {scaninfo = '<scaninfo type="syn" protocol="tcp" numservices="1000" services="1-1000"/>', end = finished} = {},
): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE nmaprun>
<?xml-stylesheet href="nmap.xsl" type="text/xsl"?>
<!-- Nmap 7.93 scan initiated -->
<nmaprun scanner="nmap" args="nmap -sV 10.0.0.0/24" start="1795307938" version="7.93" xmloutputversion="1.05">
${scaninfo}
${hosts}
${end}
</nmaprun>
`
}

export const finished = '<runstats><finished time="1795308000" exit="success"/><hosts up="1" down="0" total="1"/></runstats>'

/** One host that answered, with what stands inside its element. */
export function host(address: string, inside: string, mac?: string): string {
  const card = mac === undefined ? '' : `<address addr="${mac}" addrtype="mac" vendor="Hãng &amp; Máy"/>`
  return `<host starttime="1795307938" endtime="1795307950"><status state="up" reason="arp-response"/><address addr="${address}" addrtype="ipv4"/>${card}${inside}</host>`
}

export function port(number: number, {protocol = 'tcp', state = 'open', inside = ''} = {}): string {
  return `<port protocol="${protocol}" portid="${number}"><state state="${state}" reason="x"/>${inside}</port>`
}
