import type {Block, Tone} from '../document.ts'
import type {AnnualInput} from './input.ts'
import type {Speaker} from './speaker.ts'

/** One page: figures, a bar for each group, and what must be minded. */
export function composeSummary(input: AnnualInput, speaker: Speaker): Block[] {
  const {assessment} = input
  const {index, scope} = assessment
  const conclusionTone: Tone = assessment.conclusion === 'meets' ? 'good' : assessment.conclusion === 'insufficient' ? 'unknown' : 'bad'
  const declared = scope.declared ? String(scope.seen + scope.unseen) : speaker.say('undeclared')
  const blocks: Block[] = [
    {
      kind: 'key-figures',
      items: [
        {value: speaker.label('conclusion', assessment.conclusion), label: speaker.say('keyConclusion'), tone: conclusionTone},
        {value: speaker.percent(index.conformity), label: speaker.say('keyConformity'), tone: 'neutral'},
        {value: speaker.percent(index.coverage), label: speaker.say('keyCoverage'), tone: 'neutral'},
        {
          value: `${scope.seen} / ${declared}`,
          label: speaker.say('keyMachines'),
          tone: scope.declared && scope.unseen === 0 ? 'neutral' : 'unknown',
        },
      ],
    },
    {
      kind: 'stacked-bars',
      caption: speaker.say('chartCaption'),
      legend: [
        {tone: 'good', label: speaker.label('verdict', 'met')},
        {tone: 'partly', label: speaker.label('verdict', 'partly-met')},
        {tone: 'bad', label: speaker.label('verdict', 'not-met')},
        {tone: 'unknown', label: speaker.label('verdict', 'unknown')},
        {tone: 'neutral', label: speaker.label('verdict', 'not-applicable')},
      ],
      rows: assessment.groups
        .filter((group) => !group.informative)
        .map((group) => ({
          label: groupName(input, group.id, speaker),
          segments: [
            {tone: 'good', value: group.counts.met},
            {tone: 'partly', value: group.counts.partlyMet},
            {tone: 'bad', value: group.counts.notMet},
            {tone: 'unknown', value: group.counts.unknown},
            {tone: 'neutral', value: group.counts.notApplicable},
          ],
        })),
    },
  ]
  if (assessment.warnings.length > 0) {
    blocks.push({kind: 'paragraph', runs: [{text: speaker.say('warningsTitle'), bold: true}], align: 'left'})
    blocks.push({kind: 'bullets', items: assessment.warnings.map((warning) => [{text: speaker.notice(warning)}])})
  }
  return blocks
}

/** A group of an overlay names its standard too: groups of both catalogues may have the same name. */
export function groupName(input: AnnualInput, id: string, speaker: Speaker): string {
  const group = input.policy.groups.find((candidate) => candidate.id === id)
  if (!group) return id
  return group.standard
    ? speaker.say('groupOfOverlay', {standard: group.standard, name: speaker.text(group.name)})
    : speaker.text(group.name)
}
