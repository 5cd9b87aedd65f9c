import {formatDay, formatMoment} from '../../lib/dates.ts'
import type {Block} from '../document.ts'
import {cell, type Speaker} from './speaker.ts'
import type {SiteInput} from './values.ts'

/** What was measured when and with what, and the hashes that tell it apart. */
export function composeMeasured({site, words}: SiteInput, {say}: Speaker): Block[] {
  const {certificate} = site
  const unknown = say(words.notKnown)
  const rows: [keyof typeof words.rows, string | undefined][] = [
    ['url', site.url],
    ['site', site.name],
    ['unit', site.unit],
    ['operator', site.operator],
    ['status', [say(words.statuses[site.status]), site.statusDetail].filter(Boolean).join('. ')],
    ['at', formatMoment(site.at)],
    ['addresses', site.addresses.join(', ') || unknown],
    [
      'certificate',
      certificate
        ? say(words.certificateLine, {
            subject: certificate.subject ?? unknown,
            issuer: certificate.issuer ?? unknown,
            until: certificate.notAfter === undefined ? unknown : formatDay(certificate.notAfter),
          })
        : say(words.noCertificate),
    ],
    ['sha256', certificate?.sha256],
    ['algorithm', String(site.grade.algorithm)],
    ['tool', `${site.tool.name} ${site.tool.version}`],
    ['facts', site.sha256],
  ]
  return [
    {
      kind: 'table',
      columns: words.measuredColumns.map((header, index) => ({header: say(header), share: [28, 72][index] ?? 10})),
      rows: rows.flatMap(([name, value]) => (value === undefined ? [] : [[cell(say(words.rows[name])), cell(value)]])),
      size: 10.5,
    },
  ]
}
