import type {Block} from '../document.ts'
import {cell, paragraph, type Speaker} from './speaker.ts'
import type {SiteInput, SiteUnknown} from './values.ts'

/** What was not assessed, by reason: it must never look like a pass. */
export function composeUnseen({site, words}: SiteInput, {say}: Speaker): Block[] {
  const {unknown, otherAddresses} = site
  if (unknown.length === 0 && otherAddresses.length === 0) return []
  const byReason = new Map<string, SiteUnknown[]>()
  for (const one of unknown) {
    const said = one.reason === 'not-supported' ? '' : (one.detail ?? '')
    const key = `${one.reason}\n${said}`
    byReason.set(key, [...(byReason.get(key) ?? []), one])
  }
  return [
    ...(unknown.length === 0 ? [] : [paragraph({text: say(words.unseenIntro, {count: unknown.length})})]),
    ...(otherAddresses.length === 0 ? [] : [paragraph({text: say(words.otherAddresses, {list: otherAddresses.join(', ')})})]),
    ...(unknown.length === 0
      ? []
      : [
          {
            kind: 'table',
            columns: words.unseenColumns.map((header, index) => ({header: say(header), share: [34, 66][index] ?? 10})),
            rows: [...byReason].map(([key, points]) => {
              const [reason = 'other', detail = ''] = key.split('\n')
              return [
                {
                  runs: [
                    {text: `${say(words.reasons[reason as SiteUnknown['reason']])} (${points.length})`},
                    ...(detail === '' ? [] : [{text: `\n${detail.slice(0, 300)}`, italic: true}]),
                  ],
                  tone: 'unknown' as const,
                },
                cell(points.map(({check, title}) => (title === check ? check : `${title} (${check})`)).join('; ')),
              ]
            }),
            size: 10.5,
          } satisfies Block,
        ]),
  ]
}
