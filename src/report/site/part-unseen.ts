import type {Block} from '../document.ts'
import {cell, paragraph, type Speaker} from './speaker.ts'
import type {SiteInput, SiteUnknown} from './values.ts'

/** What was not assessed, by reason: it must never look like a pass. */
export function composeUnseen({site, words}: SiteInput, {say}: Speaker): Block[] {
  const {unknown, otherAddresses} = site
  if (unknown.length === 0 && otherAddresses.length === 0) return []
  const byReason = new Map<SiteUnknown['reason'], SiteUnknown[]>()
  for (const one of unknown) byReason.set(one.reason, [...(byReason.get(one.reason) ?? []), one])
  return [
    ...(unknown.length === 0 ? [] : [paragraph({text: say(words.unseenIntro, {count: unknown.length})})]),
    ...(otherAddresses.length === 0 ? [] : [paragraph({text: say(words.otherAddresses, {list: otherAddresses.join(', ')})})]),
    ...(unknown.length === 0
      ? []
      : [
          {
            kind: 'table',
            columns: words.unseenColumns.map((header, index) => ({header: say(header), share: [34, 66][index] ?? 10})),
            rows: [...byReason].map(([reason, points]) => [
              {
                runs: [
                  {text: `${say(words.reasons[reason])} (${points.length})`},
                  ...detailsOf(points).map((detail) => ({text: `\n${detail}`, italic: true})),
                ],
                tone: 'unknown' as const,
              },
              cell(points.map(({check, title}) => (title === check ? check : `${title} (${check})`)).join('; ')),
            ]),
            size: 10.5,
          } satisfies Block,
        ]),
  ]
}

const mostDetails = 4
const longestDetail = 200

/** What the probe itself said, once each; the names of fields that were not seen tell a reader nothing. */
function detailsOf(points: readonly SiteUnknown[]): string[] {
  const said = points.flatMap(({reason, detail}) =>
    detail === undefined || reason === 'not-supported' || /^not seen: /.test(detail) ? [] : [detail],
  )
  return [...new Set(said)].slice(0, mostDetails).map((detail) => detail.slice(0, longestDetail))
}
