import type {ASTNode} from '@marcbachmann/cel-js'

/** What an expression reads: fact paths like `lock.timeoutMinutes`, and the lists it ranges over. */
export interface Reads {
  /** In order of appearance, without duplicates; inside a macro the element's fields follow the list: `software.items.name`. */
  paths: string[]
  /** The same paths, cut into their fields. */
  steps: string[][]
  lists: string[]
  /** Asks with has() whether something is there, so that an absent path may still give an answer. */
  asksPresence: boolean
}

const macros = new Set(['all', 'exists', 'exists_one', 'existsOne', 'filter', 'map'])

/** Finds every path rooted at one of `roots`. */
export function readsOf(root: ASTNode, roots: ReadonlySet<string>): Reads {
  const paths = new Set<string>()
  const lists = new Set<string>()
  let asksPresence = false

  /** Path of a chain of fields, with macro variables replaced by the list they run over. */
  const pathOf = (node: ASTNode, bound: ReadonlyMap<string, string>): string | undefined => {
    if (node.op === 'id') return bound.get(node.args) ?? (roots.has(node.args) ? node.args : undefined)
    if (node.op === '.' || node.op === '.?') {
      const base = pathOf(node.args[0], bound)
      return base === undefined ? undefined : `${base}.${node.args[1]}`
    }
    if (node.op === '[]' || node.op === '[?]') return pathOf(node.args[0], bound)
    return undefined
  }

  const visit = (node: ASTNode, bound: ReadonlyMap<string, string>): void => {
    const path = pathOf(node, bound)
    if (path !== undefined) {
      paths.add(path)
      if (node.op === '[]' || node.op === '[?]') visit(node.args[1], bound)
      return
    }
    if (node.op === 'rcall' && macros.has(node.args[0])) {
      const [, receiver, args] = node.args
      const list = listBehind(receiver, bound)
      if (list !== undefined) lists.add(list)
      visit(receiver, bound)
      const variable = args[0]
      const inner = variable?.op === 'id' && list !== undefined ? new Map([...bound, [variable.args, list]]) : bound
      for (const argument of args.slice(1)) visit(argument, inner)
      return
    }
    if (node.op === 'call' && node.args[0] === 'has') asksPresence = true
    for (const child of childrenOf(node)) visit(child, bound)
  }

  /** `a.b` of `a.b`, and of `a.b.filter(...)` in front of another macro. */
  const listBehind = (node: ASTNode, bound: ReadonlyMap<string, string>): string | undefined =>
    node.op === 'rcall' && node.args[0] === 'filter' ? listBehind(node.args[1], bound) : pathOf(node, bound)

  visit(root, new Map())
  return {paths: [...paths], steps: [...paths].map((path) => path.split('.')), lists: [...lists], asksPresence}
}

function childrenOf(node: ASTNode): ASTNode[] {
  switch (node.op) {
    case 'value':
    case 'id':
      return []
    case 'call':
      return node.args[1]
    case 'rcall':
      return [node.args[1], ...node.args[2]]
    case '.':
    case '.?':
      return [node.args[0]]
    case 'list':
      return node.args
    case 'map':
      return node.args.flat()
    case '!_':
    case '-_':
      return [node.args]
    default:
      return [...node.args]
  }
}
