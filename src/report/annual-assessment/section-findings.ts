import type {Block, Tone} from '../document.ts'
import {cell, listSome, withAddresses} from './cells.ts'
import {failingChecks} from './failing-checks.ts'
import type {AnnualInput} from './input.ts'
import type {Speaker} from './speaker.ts'

export const severityTones = {critical: 'bad', high: 'bad', medium: 'partly', low: 'neutral'} as const satisfies Record<string, Tone>

/** Technical shortcomings: what, where, how grave, and what was read. */
export function composeFindings(input: AnnualInput, speaker: Speaker): Block[] {
  const failing = failingChecks(input)
  if (failing.length === 0) return [{kind: 'paragraph', runs: [{text: speaker.say('noFindings')}], align: 'justify'}]
  const names = new Map([...input.endpoints, ...(input.hosts ?? []), ...(input.sites ?? [])].map(({id, name}) => [id, name]))
  const nameOf = (id: string) => names.get(id) ?? id
  return [
    {
      kind: 'table',
      columns: [
        {header: speaker.say('colCode'), share: 18},
        {header: speaker.say('colDescription'), share: 34},
        {header: speaker.say('colAssets'), share: 14},
        {header: speaker.say('colSeverity'), share: 12},
        {header: speaker.say('colEvidence'), share: 22},
      ],
      rows: failing.map((item) => {
        const check = input.checks.get(item.check)
        const [affected, rest] =
          check?.target === 'site' ? (['sitesAffected', 'moreSites'] as const) : (['machinesAffected', 'more'] as const)
        const more = (count: number) => speaker.say(rest, {count})
        const [first] = item.examples
        const waiver = item.findings.every((finding) => finding.waiver) ? item.findings[0]?.waiver : undefined
        const description = check ? speaker.fill(check.fails, {observed: first?.observed ?? '–', params: item.expected}) : item.check
        const state = waiver ? speaker.say('stateWaived', {id: waiver.id, expiresOn: waiver.expiresOn}) : speaker.say('stateOpen')
        return [
          cell(item.check),
          cell([{text: description}, {text: ` ${state}.`, italic: true}]),
          cell(
            item.machines.length === 1
              ? nameOf(item.machines[0] ?? '')
              : speaker.say(affected, {count: item.machines.length, names: listSome(item.machines.map(nameOf), 5, more)}),
          ),
          cell(speaker.label('severity', item.severity), {tone: severityTones[item.severity]}),
          cell(
            item.examples
              .slice(0, 2)
              .map((example) =>
                speaker.say('observedShort', {
                  target: withAddresses(nameOf(example.target), example),
                  observed: speaker.show(example.observed ?? '–'),
                  at: example.evidence[0]?.at ?? '–',
                }),
              )
              .join('; '),
          ),
        ]
      }),
      size: 10,
    },
  ]
}
