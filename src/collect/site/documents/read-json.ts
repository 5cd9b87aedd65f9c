import {Tokenizer, TokenType} from '@streamparser/json'
import {decodeText} from './decode-text.ts'
import type {ReadBudget} from './read-budget.ts'
import {ReadRefusal, type RowSink, type Where} from './types.ts'

interface Level {
  object: boolean
  key: string
  expectsKey: boolean
  heads: string[]
  cells: string[]
}

const mostDepth = 200
const mostFields = 1000

/** JSON token by token: each object is a row whose keys are its headings; each list of plain values is a row too. */
export function readJson(bytes: Uint8Array, budget: ReadBudget, sink: RowSink, where: Where = {}): void {
  const levels: Level[] = []
  let row = 0
  let tokens = 0
  const tokenizer = new Tokenizer({stringBufferSize: 65_536, numberBufferSize: 64})
  const give = ({heads, cells}: Level) => {
    if (cells.length === 0) return
    row++
    sink({where: {...where, row}, cells, heads})
  }
  const value = (text: string) => {
    const level = levels.at(-1)
    if (!level) return
    // A key of the object around it names the items of a list.
    const head = level.object ? level.key : (levels.at(-2)?.key ?? '')
    level.heads.push(head)
    level.cells.push(text)
    if (level.cells.length >= mostFields) {
      give(level)
      level.heads = []
      level.cells = []
    }
  }
  tokenizer.onToken = ({token, value: read}) => {
    if (++tokens % 8192 === 0) budget.checkTime()
    const level = levels.at(-1)
    if (token === TokenType.LEFT_BRACE || token === TokenType.LEFT_BRACKET) {
      if (levels.length >= mostDepth) throw new ReadRefusal('damaged')
      levels.push({object: token === TokenType.LEFT_BRACE, key: '', expectsKey: token === TokenType.LEFT_BRACE, heads: [], cells: []})
    } else if (token === TokenType.RIGHT_BRACE || token === TokenType.RIGHT_BRACKET) {
      const done = levels.pop()
      if (done) give(done)
    } else if (token === TokenType.COMMA) {
      if (level?.object) level.expectsKey = true
    } else if (token === TokenType.STRING && level?.object && level.expectsKey) {
      level.key = String(read).slice(0, 100)
      level.expectsKey = false
    } else if (token === TokenType.STRING || token === TokenType.NUMBER) value(String(read))
  }
  tokenizer.onError = () => {
    throw new ReadRefusal('damaged')
  }
  try {
    for (const piece of decodeText(bytes)) if (piece !== '') tokenizer.write(piece)
  } finally {
    // What stood before a fault is read all the same.
    for (const level of levels.reverse()) give(level)
  }
}
