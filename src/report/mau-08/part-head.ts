import type {Block} from '../document.ts'
import {justified, type Mau08Part} from './speaker.ts'

/** Letter head in the shape of a công văn (the form has "V/v"), addressees, notices, the sentence before part 1. */
export const composeHead: Mau08Part = ({values, words, issues}, speaker) => {
  const {head, notices} = words
  const boxed = (text: string, bold = false): Block => ({kind: 'paragraph', runs: [{text, bold}], boxed: true})
  const hasErrors = issues.some(({severity}) => severity === 'error')
  const lines = [speaker.fill(head.number), ...head.about]
  return [
    {
      kind: 'letter-head',
      parent: values.organisation.parent,
      issuer: values.organisation.name,
      nationalTitle: head.nationalTitle,
      motto: head.motto,
      number: lines.join('\n'),
      // The date stands on the line of the number: as many lines on both sides.
      placeAndDate: [speaker.fill(head.placeAndDate), ...head.about.map(() => '\u00a0')].join('\n'),
      typeName: '',
      subject: '',
    },
    ...addressees(values.addressees, head.addressed, words.marks.missing),
    ...(hasErrors ? [boxed(speaker.fill(notices.draft), true)] : []),
    ...(values.sample ? [boxed(notices.sample, true)] : []),
    boxed(speaker.fill(notices.selfReport)),
    justified(speaker.fill(words.intro)),
    ...(values.window.from < words.rules.decreeFrom ? [justified(speaker.fill(words.firstWindow))] : []),
    ...(values.on < values.window.to ? [justified(speaker.fill(words.beforeCut))] : []),
  ]
}

function addressees(names: readonly string[], addressed: string, missing: string): Block[] {
  if (names.length < 2) return [{kind: 'paragraph', align: 'center', runs: [{text: `${addressed} ${names[0] ?? missing}`}]}]
  return [
    {kind: 'paragraph', align: 'center', runs: [{text: addressed}]},
    ...names.map(
      (name, index): Block => ({
        kind: 'paragraph',
        align: 'center',
        runs: [{text: `- ${name}${index === names.length - 1 ? '.' : ';'}`}],
      }),
    ),
  ]
}
