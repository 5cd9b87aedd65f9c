import {createInterface} from 'node:readline/promises'
import type {EntryKind, RegisterWords} from '../model/register-words.ts'
import type {Language} from '../model/text.ts'
import type {Field} from '../register/fields.ts'
import {type Parsed, parseText} from '../register/values.ts'
import {choiceNames, wordsOf} from '../register/words.ts'
import {Interrupted} from './base-command.ts'

/** Says whether somebody sits there to answer. */
export function canAsk(): boolean {
  return process.stdin.isTTY === true && process.stderr.isTTY === true
}

/** Asks for fields one after the other until each answer is valid; Ctrl-C and the end of input stop everything. */
export async function askFields(
  kind: EntryKind,
  fields: readonly Field[],
  words: RegisterWords,
  language: Language,
  signal: AbortSignal,
): Promise<Map<string, unknown>> {
  const answers = new Map<string, unknown>()
  const terminal = createInterface({input: process.stdin, output: process.stderr})
  const closed = new AbortController()
  terminal.on('SIGINT', () => process.emit('SIGINT'))
  terminal.on('close', () => closed.abort())
  const ask = (question: string) =>
    terminal.question(question, {signal: AbortSignal.any([signal, closed.signal])}).catch(() => {
      throw new Interrupted()
    })
  try {
    for (const field of fields) {
      const names = choiceNames(words, kind, field)
      const question = questionOf(kind, field, words, language)
      for (;;) {
        const parsed = answered(field, await ask(question), names)
        if (parsed.ok) {
          answers.set(field.path, parsed.value)
          break
        }
        process.stderr.write(`  ${parsed.expected[language]}${parsed.nearest ? ` (${parsed.nearest}?)` : ''}\n`)
      }
    }
  } finally {
    terminal.close()
  }
  return answers
}

function questionOf(kind: EntryKind, field: Field, words: RegisterWords, language: Language): string {
  const {help, ...label} = wordsOf(words, kind, field)
  const names = choiceNames(words, kind, field)
  const choices = field.choices.map((choice, index) => `  ${index + 1}. ${names[String(choice)]?.[language]} (${choice})\n`).join('')
  const yesNo = field.kind === 'boolean' ? ` (${names['true']?.[language]}/${names['false']?.[language]})` : ''
  return `${label[language]}${help ? ` – ${help[language]}` : ''}${yesNo}\n${choices}> `
}

/** A choice may be answered by its number in the list. */
function answered(field: Field, text: string, names: ReturnType<typeof choiceNames>): Parsed {
  const parsed = parseText(field, text, names)
  const numbered = field.kind === 'choice' && /^\d{1,2}$/.test(text.trim()) ? field.choices[Number(text) - 1] : undefined
  return !parsed.ok && numbered !== undefined ? {ok: true, value: numbered} : parsed
}
