import type {SpamRules} from '../../../model/spam-rules.ts'
import {type HiddenBy, readDeclarations, readStyle} from './hidden-style.ts'

interface HidingRule {
  tag?: string
  ids: readonly string[]
  classes: readonly string[]
  hiddenBy: HiddenBy
}

export interface Styled {
  tag: string
  id: string
  classes: readonly string[]
}

const mostRules = 2000
const simple = /^([a-z][a-z0-9]{0,20})?((?:[.#][\w-]{1,80}){1,6})(?:\s{1,3}(?:>\s{0,3})?(?:a|li|p|span|ul|div|\*))?$/

/** What the style sheets inside a page hide: rules for one element by class or id, those for print and the like aside. */
export class StyleSheet {
  private readonly byKey = new Map<string, HidingRule[]>()
  private count = 0
  private readonly rules: SpamRules['hidden']

  constructor(rules: SpamRules['hidden']) {
    this.rules = rules
  }

  add(css: string): void {
    for (let at = 0; at < css.length && this.count < mostRules; ) {
      const open = css.indexOf('{', at)
      if (open < 0) return
      const selector = css.slice(Math.max(at, open - 2000), open)
      const atRule = selector.includes('@')
      const close = atRule ? endOfBlock(css, open) : css.indexOf('}', open)
      if (close < 0) return
      if (!atRule) this.addRule(selector, css.slice(open + 1, Math.min(close, open + 4000)))
      at = close + 1
    }
  }

  /** An element that a script hides. */
  hideId(id: string): void {
    this.keep({ids: [id], classes: [], hiddenBy: 'script'})
  }

  hidingOf({tag, id, classes}: Styled): HiddenBy | undefined {
    if (this.count === 0) return undefined
    for (const key of [id === '' ? '' : `#${id}`, ...classes.map((name) => `.${name}`)])
      for (const rule of this.byKey.get(key) ?? [])
        if (
          (rule.tag === undefined || rule.tag === tag) &&
          rule.ids.every((one) => one === id) &&
          rule.classes.every((one) => classes.includes(one))
        )
          return rule.hiddenBy
    return undefined
  }

  private addRule(selectors: string, body: string): void {
    const {hiddenBy} = readStyle(readDeclarations(body), this.rules)
    if (!hiddenBy) return
    for (const selector of selectors
      .replace(/\/\*[^*]{0,500}\*\//g, '')
      .split(',')
      .slice(0, 50)) {
      const found = simple.exec(selector.trim().slice(0, 300))
      if (!found) continue
      const parts = (found[2] as string).match(/[.#][\w-]+/g) ?? []
      const tag = found[1]
      this.keep({
        ...(tag === undefined ? {} : {tag: tag.toLowerCase()}),
        ids: parts.filter((part) => part.startsWith('#')).map((part) => part.slice(1)),
        classes: parts.filter((part) => part.startsWith('.')).map((part) => part.slice(1)),
        hiddenBy,
      })
    }
  }

  private keep(rule: HidingRule): void {
    if (this.count >= mostRules) return
    this.count++
    const key = rule.ids[0] === undefined ? `.${rule.classes[0]}` : `#${rule.ids[0]}`
    const list = this.byKey.get(key)
    if (list) list.push(rule)
    else this.byKey.set(key, [rule])
  }
}

function endOfBlock(css: string, open: number): number {
  let depth = 0
  for (let at = open; at < css.length; at++) {
    if (css[at] === '{') depth++
    else if (css[at] === '}' && --depth === 0) return at
  }
  return -1
}
