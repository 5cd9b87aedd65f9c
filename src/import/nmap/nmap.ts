import type {Localized} from '../../model/text.ts'
import type {ImportedHost, Importer, ImportOutcome, Source} from '../importer.ts'
import {readXml, rootElement} from '../xml.ts'
import {createHostSink} from './host-sink.ts'
import {findRepeats} from './repeats.ts'
import {createReportReader, type ReportFrame} from './report-reader.ts'
import {isoOf} from './to-target.ts'

/** Reports of nmap and masscan in XML. */
export const nmap: Importer = {
  format: 'nmap',
  title: {vi: 'kết quả dò quét nmap hoặc masscan (XML)', en: 'report of nmap or masscan (XML)'},
  recognises: (head) => rootElement(head) === 'nmaprun',
  read: readReport,
}

async function readReport(source: Source, emit: (target: ImportedHost) => void | Promise<void>): Promise<ImportOutcome> {
  const repeats = await findRepeats(source)
  let ready: ImportedHost[] = []
  const reader = createReportReader((host) => sink.take(host))
  const sink = createHostSink(repeats, reader.frame, (target) => ready.push(target))
  const hand = async (): Promise<void> => {
    const targets = ready
    ready = []
    for (const target of targets) {
      const waiting = emit(target)
      if (waiting) await waiting
    }
  }
  const problem = await readXml(source, {...reader, flush: hand})
  sink.finish()
  await hand()
  const incomplete = problem ?? problemOf(reader.frame)
  const {frame} = reader
  const {read, mapped, dropped, hostsUp, hostsDown, openPorts} = sink.tally()
  return {
    read,
    mapped,
    dropped,
    ...(incomplete ? {incomplete} : {}),
    scan: {
      tool: frame.scanner ?? 'nmap',
      version: frame.version,
      args: frame.args,
      startedAt: frame.start === undefined ? undefined : isoOf(frame.start),
      hostsUp,
      hostsDown,
      openPorts,
      reported: frame.reported,
    },
  }
}

/** What a well-formed report may say of itself: that the scan failed, or nothing at all of its end. */
function problemOf({finished, failure}: ReportFrame): Localized | undefined {
  if (failure !== undefined) return {vi: `Công cụ quét báo lỗi: ${failure}`, en: `The scanner reports a failure: ${failure}`}
  if (finished) return undefined
  return {vi: 'Lần quét bị dừng giữa chừng (không có phần kết thúc)', en: 'The scan was stopped before its end'}
}
