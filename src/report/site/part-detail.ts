import type {Block, Cell, Run} from '../document.ts'
import {cell, command, line, type Speaker} from './speaker.ts'
import type {MendStep, SiteFinding} from './values.ts'

/** A finding with its number in the report. */
export interface NumberedFinding {
  number: string
  finding: SiteFinding
}

/** Each finding with its evidence, the commands that show it, and how to mend it; a way of mending is written out once. */
export function composeDetails(numbered: readonly NumberedFinding[], speaker: Speaker): Block[] {
  const written = new Map<string, string>()
  return numbered.flatMap(({finding, number}) => composeDetail(finding, number, speaker, written))
}

function composeDetail(finding: SiteFinding, number: string, speaker: Speaker, written: Map<string, string>): Block[] {
  const {words, say} = speaker
  const {secondLook, waiver} = finding
  return [
    {kind: 'heading', level: 2, text: `${number}. ${finding.message}`},
    labelled(say(words.evidence), `${say(words.severities[finding.severity])}; ${finding.check}; ${finding.evidence.at(-1) ?? '–'}`),
    ...(finding.evidence.length > 1 ? finding.evidence.slice(0, -1).map((text) => line({text: `- ${text}`})) : []),
    ...(secondLook ? [line({text: say(words.secondLook[secondLook.seen], {at: secondLook.at}), italic: true})] : []),
    ...(waiver ? [line({text: say(words.waived, {...waiver, until: day(waiver.expiresOn)}), italic: true})] : []),
    ...composeSee(finding, speaker),
    ...composeMend(finding, number, speaker, written),
  ]
}

const day = (text: string): string => text.split('-').reverse().join('/')

/** Ends in a colon where a command follows, so that both stay on one page. */
function labelled(label: string, text: string): Block {
  return line({text: label, bold: true}, {text: ` ${text}`})
}

function composeSee({see, byHand}: SiteFinding, {words, say}: Speaker): Block[] {
  return [
    ...see.flatMap(({run, shows}): Block[] =>
      run === undefined
        ? [line({text: say(words.unsafe), italic: true})]
        : [labelled(say(words.seeAgain), say(words.seenWhen, {shows})), command(run)],
    ),
    ...(byHand === undefined ? [] : [labelled(say(words.byHand), byHand)]),
  ]
}

/** Steps whose recipe was written out above are only pointed at. */
function composeMend({mend}: SiteFinding, number: string, speaker: Speaker, written: Map<string, string>): Block[] {
  const {words, say} = speaker
  const recipes = [...new Set(mend.map(({recipe}) => recipe))]
  const fresh = mend.filter(({recipe}) => !written.has(recipe))
  const above = [...new Set(recipes.flatMap((recipe) => written.get(recipe) ?? []))]
  for (const {recipe} of fresh) written.set(recipe, number)
  return [
    ...above.map((earlier) => line({text: say(words.sameAs, {number: earlier})})),
    ...(fresh.length === 0
      ? []
      : [
          {
            kind: 'table',
            columns: [
              {header: say(words.placeColumn), share: 15, align: 'left'},
              {header: say(words.mend), share: 85, align: 'left'},
            ],
            rows: fresh.map((step) => [cell(say(words.places[step.where])), stepCell(step, speaker)]),
            size: 10.5,
          } satisfies Block,
        ]),
  ]
}

function stepCell({text, context, code, confidence}: MendStep, {words, say}: Speaker): Cell {
  const doubt: Run[] = confidence === 'unverified' ? [{text: ` ${say(words.unverified)}`, italic: true}] : []
  const lines: Run[] =
    code === undefined || context === undefined ? [] : [{text: `\n${say(words.contexts[context])}:`, italic: true}, {text: `\n${code}`}]
  return {runs: [{text}, ...doubt, ...lines]}
}
