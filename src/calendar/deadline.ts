import {fillTemplate} from '../lib/template.ts'
import type {DeadlineWords} from '../model/deadlines.ts'
import type {Confidence} from '../model/policy.ts'
import type {Language, Localized} from '../model/text.ts'

/** What stands in the calendar before it is compared with today. */
export interface Entry {
  /** Stable over runs: calendars of other programs update their entry by it. */
  id: string
  title: Localized
  act: Localized
  basis: Localized
  confidence: Confidence
  systems: string[]
  /** Last day on which it can be done; for an event, the day itself. */
  lastDay: string
  /** Last moment, for clocks that run in hours; ISO 8601. */
  lastMoment?: string
  /** The day it is written for, where the last day is the one before ("trước 20/12"). */
  namedDay: string
  event: boolean
  done: boolean
}

export type DeadlineStatus = 'overdue' | 'soon' | 'later' | 'event' | 'done'

export interface Deadline extends Entry {
  status: DeadlineStatus
  /** Internal target: the working day before; absent for events and clocks. */
  target?: string
  /** False where a doubtful holiday, or a year without holiday data, was passed. */
  targetCertain: boolean
  /** Whole days from today to the last day; negative when it has passed. */
  daysLeft: number
}

/** Fills both languages; every "{{name}}" must have a value, and one that differs by language is given in both. */
export function fillWords(
  words: DeadlineWords,
  values: Readonly<Record<string, unknown>>,
): Pick<Entry, 'title' | 'act' | 'basis' | 'confidence'> {
  const fillIn = (language: Language, text: string) =>
    fillTemplate(text, values, (value) => (isLocalized(value) ? value[language] : String(value)))
  const fill = ({vi, en}: Localized): Localized => ({vi: fillIn('vi', vi), en: fillIn('en', en)})
  return {title: fill(words.title), act: fill(words.act), basis: fill(words.basis), confidence: words.confidence}
}

function isLocalized(value: unknown): value is Localized {
  return typeof value === 'object' && value !== null && 'vi' in value && 'en' in value
}
