import {type ASTNode, Environment, type ParseResult} from '@marcbachmann/cel-js'
import type {LevelAnswers, LevelInput, LevelRow, LevelRules} from '../model/level-rules.ts'
import type {Localized} from '../model/text.ts'

export interface RuleProblem {
  /** Path inside the rules file. */
  path: (string | number)[]
  message: string
}

interface Condition {
  evaluate: ParseResult
  inputs: string[]
}

/** Rules ready to be applied. */
export interface Classifier {
  rules: LevelRules
  rows: {row: LevelRow; condition: Condition}[]
  notes: {note: LevelRules['notes'][number]; condition: Condition}[]
  askIf: Map<string, Condition>
}

const celTypes = {choice: 'string', choices: 'list<string>', boolean: 'bool', count: 'double'} as const satisfies Record<
  LevelInput['kind'],
  string
>

/** Type-checks every condition against the declared inputs. */
export function prepareRules(rules: LevelRules): {ok: true; value: Classifier} | {ok: false; problems: RuleProblem[]} {
  const typed = new Environment({unlistedVariablesAreDyn: false})
  for (const input of rules.inputs) typed.registerVariable(input.name, celTypes[input.kind])
  const plain = new Environment({unlistedVariablesAreDyn: true})
  const names = new Set(rules.inputs.map((input) => input.name))
  const problems: RuleProblem[] = []
  const prepare = (source: string, path: RuleProblem['path']): Condition => {
    const answer = typed.check(source)
    if (!answer.valid) problems.push({path, message: answer.error?.message.split('\n')[0] ?? 'is no expression'})
    else if (answer.type !== 'bool') problems.push({path, message: `gives ${answer.type}, but must give true or false`})
    const evaluate = plain.parse(answer.valid ? source : 'false')
    return {evaluate, inputs: [...identifiers(evaluate.ast)].filter((name) => names.has(name))}
  }
  const value: Classifier = {
    rules,
    rows: rules.rows.map((row, index) => ({row, condition: prepare(row.when, ['rows', index, 'when'])})),
    notes: rules.notes.map((note, index) => ({note, condition: prepare(note.when, ['notes', index, 'when'])})),
    askIf: new Map(
      rules.inputs.flatMap((input, index) =>
        input.askIf === undefined ? [] : [[input.name, prepare(input.askIf, ['inputs', index, 'askIf'])] as const],
      ),
    ),
  }
  return problems.length > 0 ? {ok: false, problems} : {ok: true, value}
}

export interface Classification {
  /** Highest level of the rows that apply; absent when none does: never 1 by default. */
  level?: 1 | 2 | 3 | 4 | 5
  hits: LevelRow[]
  /** Rows that an unknown answer leaves open and that would lead to a higher level, with the inputs they need. */
  open: {row: LevelRow; inputs: string[]}[]
  notes: {id: string; text: Localized; atLeast?: 1 | 2 | 3 | 4 | 5 | undefined}[]
  /** All higher rows are decided, so that nothing unknown can change the level. */
  settled: boolean
}

/** Looks at every row with what is known. A missing answer is unknown, never "no". */
export function classify(classifier: Classifier, answers: LevelAnswers): Classification {
  const hits: LevelRow[] = []
  const undecided: Classification['open'] = []
  for (const {row, condition} of classifier.rows) {
    const applies = decide(condition, answers)
    if (applies === true) hits.push(row)
    else if (applies === undefined)
      undecided.push({row, inputs: condition.inputs.filter((name) => !(name in answers) && mayBeAsked(classifier, name, answers))})
  }
  const level = hits.length > 0 ? (Math.max(...hits.map((row) => row.level)) as 1 | 2 | 3 | 4 | 5) : undefined
  const open = undecided.filter(({row}) => row.level > (level ?? 0))
  const notes = classifier.notes
    .filter(({condition}) => decide(condition, answers) === true)
    .map(({note}) => ({id: note.id, text: note.text, atLeast: note.atLeast}))
  return {...(level === undefined ? {} : {level}), hits, open, notes, settled: open.length === 0}
}

/**
 * The next question that can still change the level: the first input, in the order of the file, that an open row needs and
 * whose own condition does not rule it out. Undefined when nothing more is needed.
 */
export function nextQuestion(classifier: Classifier, answers: LevelAnswers, declined: ReadonlySet<string>): LevelInput | undefined {
  const {open} = classify(classifier, answers)
  const wanted = new Set(open.flatMap(({inputs}) => inputs))
  return classifier.rules.inputs.find((input) => wanted.has(input.name) && !declined.has(input.name))
}

/** An input whose own condition is decided false has no answer to give: infrastructure scope of what is no infrastructure. */
function mayBeAsked(classifier: Classifier, name: string, answers: LevelAnswers): boolean {
  const condition = classifier.askIf.get(name)
  return condition === undefined || decide(condition, answers) !== false
}

function decide(condition: Condition, answers: LevelAnswers): boolean | undefined {
  try {
    return condition.evaluate(answers) === true
  } catch {
    // A missing answer that the expression cannot do without.
    return undefined
  }
}

function identifiers(node: ASTNode): Set<string> {
  const found = new Set<string>()
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) for (const item of value) visit(item)
    else if (typeof value === 'object' && value !== null && 'op' in value) {
      const inner = value as ASTNode
      if (inner.op === 'id') found.add(inner.args)
      else visit(inner.args)
    }
  }
  visit(node)
  return found
}
