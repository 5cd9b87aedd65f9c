import {formatDay} from '../../lib/dates.ts'
import {neverEnds} from '../../model/lifecycle.ts'
import type {PlanRow} from '../../model/replacement.ts'
import type {Block, Cell, Tone} from '../document.ts'
import {cell, formatVnd, type ReplacementPart, type Speaker} from './speaker.ts'
import type {ReplacementInput} from './values.ts'

const riskTones = {high: 'bad', medium: 'partly', low: 'neutral'} as const satisfies Record<NonNullable<PlanRow['risk']>, Tone>
const shares = [4, 13, 12, 15, 12, 14, 7, 13, 8, 9]

/** Every device of the plan with the fields that a request to the province needs. */
export const composeDevices: ReplacementPart = (input, speaker) => {
  const {values, words} = input
  if (values.rows.length === 0) return []
  const notes = [...new Set(values.rows.flatMap(({note}) => note ?? []))]
  return [
    {
      kind: 'table',
      columns: words.list.columns.map((header, index) => ({header, share: shares[index] ?? 10})),
      rows: values.rows.map((row, index) => rowOf(input, speaker, row, index + 1, notes)),
      size: 9,
    },
    ...notes.map((note, index): Block => ({kind: 'paragraph', runs: [{text: `(${index + 1}) ${note}.`}], align: 'left', size: 11})),
  ]
}

function rowOf(input: ReplacementInput, speaker: Speaker, row: PlanRow, number: number, notes: readonly string[]): Cell[] {
  const {words} = input
  const {list} = words
  const {device, seen} = row
  const lines = (parts: (string | undefined)[], separator = '; ') => parts.filter(Boolean).join(separator) || list.none
  const priority = row.priority === undefined ? undefined : words.priorities[row.priority]
  return [
    cell(String(number), {align: 'center'}),
    cell(
      lines([
        row.name,
        device?.assetTag && speaker.fill(list.tag, {tag: device.assetTag}),
        serialOf(row) && speaker.fill(list.serial, {serial: serialOf(row)}),
      ]),
    ),
    cell(lines([device?.office && speaker.office(device.office), device?.unit, device?.place, device?.userRole])),
    cell(configurationOf(input, speaker, row)),
    cell(seen ? systemOf(input, row) : list.none),
    cell(lines(row.reasons)),
    cell(row.risk ? words.priorities[row.risk] : list.none, row.risk ? {tone: riskTones[row.risk]} : {}),
    cell(
      lines(
        [
          words.proposals[row.proposal],
          row.note && `(${notes.indexOf(row.note) + 1})`,
          row.decidedBy === 'person' ? list.byPerson : undefined,
        ],
        ' ',
      ),
    ),
    cell(lines([priority, row.year === undefined ? undefined : String(row.year)], ', ')),
    cell(row.cost === undefined ? list.none : formatVnd(row.cost), {align: 'right'}),
  ]
}

function serialOf({device, seen}: PlanRow): string | undefined {
  const hardware = seen?.facts.hardware
  return device?.serial ?? (hardware?.ok ? hardware.value.serial : undefined)
}

function configurationOf({words}: ReplacementInput, speaker: Speaker, {device, seen}: PlanRow): string {
  const {list} = words
  const hardware = seen?.facts.hardware?.ok ? seen.facts.hardware.value : undefined
  const model = [device?.maker ?? hardware?.manufacturer, device?.model ?? hardware?.model].filter(Boolean).join(' ')
  const disks = (hardware?.disks ?? []).flatMap(({kind, sizeGb}) =>
    kind === 'usb' ? [] : [speaker.fill(list.disk, {kind: list.diskKinds[kind], value: Math.round(sizeGb)})],
  )
  const tpm = hardware?.tpm
  const parts = [
    model,
    device?.purchasedYear === undefined ? undefined : speaker.fill(list.bought, {year: device.purchasedYear}),
    hardware?.cpu?.model,
    hardware?.memoryMb === undefined ? undefined : speaker.fill(list.memory, {value: Math.round(hardware.memoryMb / 1024)}),
    ...disks,
    tpm && (tpm.present ? speaker.fill(list.tpm, {version: tpm.version ?? ''}).trim() : list.noTpm),
  ]
  return parts.filter(Boolean).join('; ') || list.none
}

function systemOf({words}: ReplacementInput, {seen}: PlanRow): string {
  const {list} = words
  const os = seen?.facts.os
  const name = os?.ok ? os.value.name : words.unknownOs
  const end =
    seen?.supportEnds === undefined
      ? list.unknownEnd
      : seen.supportEnds === neverEnds
        ? list.noEnd
        : list.ends.replace('{{day}}', formatDay(seen.supportEnds))
  return `${name}, ${end}`
}
