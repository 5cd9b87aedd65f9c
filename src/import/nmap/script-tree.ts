/** The structured output of a script: `elem` and `table` with their keys, in order. */
export interface ScriptTable {
  key: string
  elems: {key: string; text: string}[]
  tables: ScriptTable[]
}

const maxNodes = 20_000
const maxText = 4096

/** Builds the tree of one script from the tags inside it. */
export interface ScriptReader {
  root: ScriptTable
  open(name: string, key: string): void
  text(text: string): void
  close(name: string): void
}

export function createScriptReader(): ScriptReader {
  const root: ScriptTable = {key: '', elems: [], tables: []}
  const stack = [root]
  let elem: {key: string; text: string} | undefined
  let nodes = 0
  return {
    root,
    open: (name, key) => {
      const table = stack.at(-1) ?? root
      const isKept = ++nodes <= maxNodes
      if (name === 'table') {
        const inner: ScriptTable = {key, elems: [], tables: []}
        if (isKept) table.tables.push(inner)
        stack.push(inner)
      } else if (name === 'elem' && isKept) {
        elem = {key, text: ''}
        table.elems.push(elem)
      }
    },
    text: (text) => {
      if (elem && elem.text.length < maxText) elem.text += text.slice(0, maxText)
    },
    close: (name) => {
      if (name === 'elem') elem = undefined
      else if (name === 'table' && stack.length > 1) stack.pop()
    },
  }
}

export function tableOf(table: ScriptTable | undefined, key: string): ScriptTable | undefined {
  return table?.tables.find((inner) => inner.key === key)
}

/** Printable value of an elem; nmap writes bytes beyond ASCII as `\xC3\xA2`. */
export function elemOf(table: ScriptTable | undefined, key: string): string | undefined {
  const text = table?.elems.find((elem) => elem.key === key)?.text
  return text === undefined ? undefined : unescapeBytes(text)
}

export function unescapeBytes(text: string): string {
  return text.replace(/(?:\\x[0-9A-Fa-f]{2})+/g, (run) => Buffer.from(run.replaceAll('\\x', ''), 'hex').toString('utf8'))
}
