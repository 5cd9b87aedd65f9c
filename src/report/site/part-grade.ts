import {formatMoment} from '../../lib/dates.ts'
import {siteLetters} from '../../model/site-grading.ts'
import type {Block, Tone} from '../document.ts'
import {cell, listed, number, paragraph, percent, type Speaker} from './speaker.ts'
import type {SiteInput} from './values.ts'

/** The letter, what holds it down, and each category; too little assessed gives words and no letter. */
export function composeGrade(input: SiteInput, speaker: Speaker): Block[] {
  const {site, words, categories} = input
  const {say, language} = speaker
  const {grade, counts} = site
  return [
    {
      kind: 'key-figures',
      items: [
        {
          value: grade.letter ?? say(words.noLetter),
          label: say(words.figures.letter),
          tone:
            grade.letter === undefined
              ? 'unknown'
              : ['A+', 'A', 'B'].includes(grade.letter)
                ? 'good'
                : grade.letter === 'C'
                  ? 'partly'
                  : 'bad',
        },
        {
          value: percent(grade.assessed),
          label: say(words.figures.assessed),
          tone: grade.assessed < input.minAssessed ? 'unknown' : 'neutral',
        },
        {value: String(counts.fail), label: say(words.figures.faults), tone: toneOf(site.findings)},
        {value: String(counts.unknown), label: say(words.figures.unknown), tone: counts.unknown > 0 ? 'unknown' : 'neutral'},
      ],
    },
    ...sayGrade(input, speaker).map((text) => paragraph({text})),
    {
      kind: 'table',
      columns: words.categoryColumns.map((header, index) => ({
        header: say(header),
        share: [46, 16, 20, 18][index] ?? 10,
        align: index === 0 ? ('left' as const) : ('center' as const),
      })),
      rows: grade.categories.map(({category, weight, assessed, score}) => [
        cell(categories.find(({id}) => id === category)?.name[language] ?? category),
        cell(String(weight)),
        cell(percent(assessed)),
        score === undefined ? cell(say(words.notAssessed), {tone: 'unknown'}) : cell(number(score, language)),
      ]),
    },
  ]
}

function toneOf(findings: SiteInput['site']['findings']): Tone {
  const has = (...severities: string[]) => findings.some(({severity}) => severities.includes(severity))
  return has('critical', 'high') ? 'bad' : has('medium') ? 'partly' : 'neutral'
}

function sayGrade({site, words, categories, minAssessed}: SiteInput, {say, language}: Speaker): string[] {
  const {grade, findings, gradeWithoutWaived, before} = site
  const {letter, uncapped, score, algorithm} = grade
  const messageOf = (check: string) => `${findings.find((one) => one.check === check)?.message ?? check} (${check})`
  const missing = grade.missing.map((id) => categories.find((category) => category.id === id)?.name[language] ?? id)
  const worst = [...grade.caps].sort((a, b) => siteLetters.indexOf(b.letter) - siteLetters.indexOf(a.letter))
  const sentences: string[] = []
  if (letter === undefined)
    sentences.push(
      grade.assessed < minAssessed || missing.length === 0
        ? say(words.noLetterLine, {assessed: percent(grade.assessed), least: percent(minAssessed)})
        : say(words.missingLine, {list: listed(missing)}),
    )
  else if (score !== undefined)
    sentences.push(say(words.scoreLine, {score: number(score, language), uncapped: uncapped ?? letter, algorithm}))
  for (const cap of worst) sentences.push(say(words.capLine, {letter: cap.letter, list: listed(cap.checks.map(messageOf), 8)}))
  if (gradeWithoutWaived)
    sentences.push(say(words.waiverLine, {count: gradeWithoutWaived.faults, letter: gradeWithoutWaived.letter ?? say(words.noLetter)}))
  if (letter !== undefined) sentences.push(confirmation(before, letter))
  return sentences

  function confirmation(earlier: typeof before, now: string): string {
    if (!earlier) return say(words.notices.once, {hours: words.confirmAfterHours})
    const when = {before: formatMoment(earlier.at), was: earlier.letter ?? say(words.noLetter)}
    return say(earlier.letter === now ? words.notices.confirmed : words.notices.changed, when)
  }
}
