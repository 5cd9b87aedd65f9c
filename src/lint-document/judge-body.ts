import {formatDay} from '../lib/dates.ts'
import type {Catalogue} from './catalogue.ts'
import {occurs, type Sentence, softenings, tellsPast} from './context.ts'
import type {Citation} from './find-citations.ts'
import type {Judgement} from './finding.ts'
import {findPhrases} from './fold.ts'
import {plainFact} from './judge-citation.ts'
import type {Block} from './text-blocks.ts'

type Body = Catalogue['bodies'][number]

/** A name of a body whose duties moved. */
export interface BodyMention {
  body: Body
  start: number
  end: number
}

/** Names of former bodies in a block. */
export function findBodies(block: Block, catalogue: Catalogue, on: string): BodyMention[] {
  return catalogue.bodies
    .filter((body) => body.since <= on)
    .flatMap((body) =>
      findPhrases(body.phrases, block.text, block.folded)
        // "TT-BTTTT" is the symbol of a number.
        .filter(({index}) => !/[-/]/.test(block.folded.charAt(index - 1)))
        .map(({index, end}) => ({body, start: index, end})),
    )
    .sort((a, b) => a.start - b.start)
}

/** What is wrong with naming the body here; an issuer of an old document, a quotation or history is only a notice. */
export function judgeBody(
  {body, start, end}: BodyMention,
  sentence: Sentence,
  topics: ReadonlySet<string>,
  catalogue: Catalogue,
): Judgement {
  const fitting = body.successors.filter((successor) => successor.topics.some((topic) => topics.has(topic)))
  const successors = fitting.length > 0 ? fitting : body.successors
  const title = (id: string) => catalogue.topics.find((topic) => topic.id === id)?.title
  const names = (language: 'vi' | 'en') =>
    successors
      .map(({body: {[language]: name}, topics: of}) =>
        successors.length === 1 ? name : `${name} (${of.flatMap((id) => title(id)?.[language] ?? []).join(', ')})`,
      )
      .join('; ')
  const historic = isHistoric(body, start, end, sentence, catalogue)
  const reason = historic === undefined ? undefined : historic === 'past' ? softenings.past : historicWords[historic]
  return {
    code: 'former-body',
    severity: historic ? 'notice' : body.severity,
    subject: body.id,
    what: {
      vi: `${body.what.vi} (từ ngày ${formatDay(body.since)}).${reason ? ` ${reason.vi}` : ''}`,
      en: `${body.what.en} (since ${formatDay(body.since)}).${reason ? ` ${reason.en}` : ''}`,
    },
    instead: {vi: names('vi'), en: names('en')},
    sources: successors.map((successor) => ({about: successor.body.vi, ...plainFact(successor), validFrom: successor.since})),
  }
}

type Historic = 'issuer' | 'quoted' | 'former' | 'past'

const historicWords = {
  issuer: {
    vi: 'Ở đây là cơ quan ban hành văn bản cũ, nên chỉ nêu để lưu ý.',
    en: 'Here it is the issuer of an older document, so this is only a notice.',
  },
  quoted: {
    vi: 'Ở đây nằm trong tên được trích dẫn, nên chỉ nêu để lưu ý.',
    en: 'Here it stands in a quotation, so this is only a notice.',
  },
  former: {
    vi: 'Câu này đã nói đó là cơ quan cũ hoặc việc bàn giao, nên chỉ nêu để lưu ý.',
    en: 'The sentence itself calls it former or speaks of the handover, so this is only a notice.',
  },
} as const

const OF_ISSUER = /^ ?,? ?(?:cua|do) (?:(?:bo|thu|cuc|pho cuc) truong |giam doc |pho giam doc |lanh dao )?(?:[^.;,()]{3,80}\( ?)?$/
const KIND_BEFORE =
  /(?<![a-z])(?:thong tu|quyet dinh|cong van|chi thi|ke hoach|van ban|huong dan|bao cao) (?:cua|do) (?:(?:bo|cuc) truong |giam doc )?$/

function isHistoric(body: Body, start: number, end: number, sentence: Sentence, catalogue: Catalogue): Historic | undefined {
  if (isIssuer(body, start, sentence)) return 'issuer'
  const near = {block: sentence.block, start: Math.max(sentence.start, start - 60), end: Math.min(end + 60, sentence.end)}
  if (occurs(catalogue.markers.former, near)) return 'former'
  if (isQuoted(sentence.block.text, start)) return 'quoted'
  return tellsPast(sentence, body.since, catalogue.markers) ? 'past' : undefined
}

/** "Thông tư số 12/2022/TT-BTTTT ngày … của Bộ trưởng Bộ …": the body issued it while it existed. */
function isIssuer(body: Body, start: number, sentence: Sentence): boolean {
  const {folded} = sentence.block
  const before = sentence.citations.filter((citation) => citation.dateEnd <= start).at(-1)
  if (before && start - before.dateEnd <= 120 && OF_ISSUER.test(folded.slice(before.dateEnd, start))) return isOlder(before, body.since)
  return KIND_BEFORE.test(folded.slice(Math.max(sentence.start, start - 50), start))
}

function isOlder({date, year}: Citation, since: string): boolean {
  return date === undefined ? year === undefined || `${year}` <= since.slice(0, 4) : date < since
}

const longestQuotation = 400

function isQuoted(text: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - longestQuotation), at)
  if (before.lastIndexOf('“') > before.lastIndexOf('”')) return true
  return (before.match(/"/g)?.length ?? 0) % 2 === 1
}
