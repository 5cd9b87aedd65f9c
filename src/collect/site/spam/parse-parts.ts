import {Parser} from 'htmlparser2'
import type {SpamRules} from '../../../model/spam-rules.ts'
import {refreshOf} from '../page/parse-page.ts'
import {colorOf, type HiddenBy, pixelsOf, readDeclarations, readStyle} from './hidden-style.ts'
import type {Block, Context, PageFrame, PageLink, PageParts} from './page-parts.ts'

const most = {tags: 200_000, depth: 2000, attributes: 500, blocks: 60_000, links: 5000, frames: 200, scripts: 300, head: 60, alternates: 30}
const longest = {url: 2000, piece: 32 * 1024, script: 256 * 1024, scripts: 1024 * 1024, styles: 512 * 1024, head: 2000, anchor: 300}
const chunkLength = 16_384

const blockTags = new Set(
  'p div li dt dd h1 h2 h3 h4 h5 h6 article section header footer main aside nav form fieldset option figure figcaption blockquote pre address ul ol dl br hr title caption table tr td th tbody thead center marquee iframe body noscript template select textarea button details summary'.split(
    ' ',
  ),
)
const asides = new Set('nav header footer aside form select button menu option label'.split(' '))
const headings = new Set('h1 h2'.split(' '))
const voidTags = new Set('area base br col embed hr img input link meta source track wbr'.split(' '))
const spokenMeta = /^(?:description|keywords|og:(?:title|description|site_name)|twitter:(?:title|description)|abstract|news_keywords)$/
const sideClass = /(?:^|[-_])(?:menu|nav|navbar|footer|header|sidebar|breadcrumb|related|tags?)(?:$|[-_])/i

/** Reads a page as a stream within limits of tags, depth and length; never throws. */
export function parseParts(text: Iterable<string>, rules: SpamRules['hidden'], truncated = false): PageParts {
  const root: Context = {parent: undefined, tag: 'html', id: '', classes: [], aside: false, depth: 0}
  const parts: PageParts = {
    lang: '',
    title: '',
    head: [],
    alternates: [],
    blocks: [],
    links: [],
    frames: [],
    scripts: [],
    styles: [],
    linkedStyles: false,
    cut: truncated,
  }
  const open: {tag: string; context: Context}[] = []
  let tags = 0
  let attributes = 0
  let stop = false
  let block: Block | undefined
  let link: PageLink | undefined
  let script: string | undefined
  let scriptType = ''
  let style: string | undefined
  let inTitle = false
  let headingsOpen = 0
  let written = false
  let scriptLength = 0
  let styleLength = 0
  const here = () => open.at(-1)?.context ?? root
  const endBlock = () => {
    block = undefined
  }
  const addText = (data: string) => {
    const context = here()
    if (!block) {
      if (data.trim() === '') return
      if (parts.blocks.length >= most.blocks) {
        stop = true
        return
      }
      block = {pieces: [], heading: headingsOpen > 0}
      parts.blocks.push(block)
    }
    const last = block.pieces.at(-1)
    if (last && last.context === context && last.link === link && (last.written ?? false) === written) {
      last.text += data
      if (last.text.length > longest.piece) endBlock()
    } else block.pieces.push({text: data, context, ...(link ? {link} : {}), ...(written ? {written} : {})})
  }
  const addScript = (code: string) => {
    if (parts.scripts.length >= most.scripts || scriptLength >= longest.scripts) {
      parts.cut = true
      return
    }
    scriptLength += code.length
    parts.scripts.push({text: code.slice(0, longest.script), context: here()})
    if (code.length > longest.script) parts.cut = true
    if (code.includes('.write')) written = writes(code, written)
  }

  const parser = new Parser({
    onattribute() {
      if (++attributes > most.attributes) stop = true
    },
    onopentag(tag, attribs) {
      attributes = 0
      if (stop) return
      if (++tags > most.tags || open.length > most.depth) {
        stop = true
        return
      }
      const parent = here()
      const context = contextOf(tag, attribs, parent, rules)
      if (blockTags.has(tag)) endBlock()
      if (!voidTags.has(tag)) open.push({tag, context})
      if (headings.has(tag)) headingsOpen++
      if (tag === 'body') parts.body = context
      for (const name of ['onload', 'onerror']) {
        const code = attribs[name]
        if (code !== undefined && code.length > 10) addScript(code)
      }
      if (tag === 'script') {
        script = ''
        scriptType = (attribs['type'] ?? '').toLowerCase()
      } else if (tag === 'style') style = ''
      else if (tag === 'title') inTitle = parts.title === '' && !open.some((one) => one.tag === 'svg')
      else if (tag === 'html') parts.lang = (attribs['lang'] ?? attribs['xml:lang'] ?? '').toLowerCase().slice(0, 20)
      else if (tag === 'base' && parts.base === undefined && attribs['href'] !== undefined)
        parts.base = attribs['href'].slice(0, longest.url)
      else if (tag === 'meta') readMeta(parts, attribs)
      else if (tag === 'link') readRelation(parts, attribs)
      else if (tag === 'a' && attribs['href'] !== undefined) {
        if (parts.links.length >= most.links) parts.cut = true
        else {
          link = {href: attribs['href'].trim().slice(0, longest.url), text: '', context}
          parts.links.push(link)
        }
      } else if (tag === 'iframe' || tag === 'frame') {
        if (parts.frames.length < most.frames) parts.frames.push(frameOf(attribs, context, rules))
        else parts.cut = true
      } else if (tag === 'img' && link && attribs['alt'] !== undefined) link.text += ` ${attribs['alt'].slice(0, longest.anchor)}`
    },
    ontext(data) {
      if (stop) return
      if (script !== undefined) {
        if (script.length <= longest.script) script += data
        return
      }
      if (style !== undefined) {
        if (styleLength + style.length <= longest.styles) style += data
        return
      }
      if (inTitle) {
        if (parts.title.length < longest.head) parts.title += data
        return
      }
      if (link && link.text.length < longest.anchor) link.text += data.slice(0, longest.anchor)
      addText(data)
    },
    onclosetag(tag) {
      if (stop) return
      if (tag === 'script' && script !== undefined) {
        if (scriptType.includes('ld+json')) addHead(parts, script)
        else if (!/json|template|html/.test(scriptType)) addScript(script)
        script = undefined
      } else if (tag === 'style' && style !== undefined) {
        parts.styles.push(style)
        styleLength += style.length
        style = undefined
      } else if (tag === 'title') inTitle = false
      else if (tag === 'a') link = undefined
      if (blockTags.has(tag)) endBlock()
      if (!voidTags.has(tag) && open.at(-1)?.tag === tag) {
        open.pop()
        if (headings.has(tag)) headingsOpen--
      }
    },
  })
  for (const piece of text) {
    for (let at = 0; at < piece.length && !stop; at += chunkLength) parser.write(piece.slice(at, at + chunkLength))
    if (stop) break
  }
  if (stop) parts.cut = true
  else parser.end()
  return parts
}

const meaningful = new Set([...asides, 'noscript', 'template', 'font', 'marquee', 'body', 'iframe', 'dialog'])

function contextOf(tag: string, attribs: Record<string, string>, parent: Context, rules: SpamRules['hidden']): Context {
  const {id = '', class: names = '', style, hidden, role = ''} = attribs
  const isPlain = id === '' && names === '' && style === undefined && hidden === undefined && attribs['bgcolor'] === undefined
  if (isPlain && !meaningful.has(tag) && role === '') return parent
  const classes = names === '' ? [] : names.slice(0, 500).split(/\s+/).filter(Boolean).slice(0, 20)
  const read = style === undefined ? {} : readStyle(readDeclarations(style), rules)
  const context: Context = {
    parent,
    tag,
    id: id.slice(0, 80),
    classes,
    aside:
      parent.aside ||
      asides.has(tag) ||
      /navigation|banner|contentinfo|menu|search/.test(role) ||
      sideClass.test(id) ||
      classes.some((name) => sideClass.test(name)),
    depth: parent.depth + 1,
  }
  const color = read.color ?? (tag === 'font' ? colorOf(attribs['color']) : tag === 'body' ? colorOf(attribs['text']) : undefined)
  const background = read.background ?? colorOf(attribs['bgcolor'])
  const hiddenBy = read.hiddenBy ?? hiddenByTag(tag, attribs)
  if (hiddenBy) context.hiddenBy = hiddenBy
  if (color !== undefined) context.color = color
  if (background !== undefined) context.background = background
  if (read.covers) context.covers = true
  return context
}

function hiddenByTag(tag: string, attribs: Record<string, string>): HiddenBy | undefined {
  if (tag === 'noscript' || tag === 'template') return tag
  if (attribs['hidden'] !== undefined && attribs['hidden'] !== 'until-found') return 'attribute'
  if (tag === 'dialog' && attribs['open'] === undefined) return 'attribute'
  if (tag === 'marquee' && [attribs['height'], attribs['width']].some((size) => size !== undefined && pixelsOf(size) <= 2))
    return 'zero-size'
  return undefined
}

function frameOf(attribs: Record<string, string>, context: Context, rules: SpamRules['hidden']): PageFrame {
  const small = (size: string | undefined) => size !== undefined && pixelsOf(size.trim()) <= rules.boxPixels
  const full = (size: string | undefined) => size?.trim() === '100%'
  return {
    src: (attribs['src'] ?? attribs['data-src'] ?? '').trim().slice(0, longest.url),
    context,
    invisible: small(attribs['width']) || small(attribs['height']) || context.hiddenBy !== undefined,
    covers: context.covers === true || (full(attribs['width']) && full(attribs['height'])),
  }
}

function readMeta(parts: PageParts, attribs: Record<string, string>): void {
  const content = (attribs['content'] ?? '').trim()
  const name = (attribs['name'] ?? attribs['property'] ?? '').trim().toLowerCase()
  if (attribs['http-equiv']?.trim().toLowerCase() === 'refresh') {
    const refresh = refreshOf(content.slice(0, longest.url))
    if (refresh !== undefined) parts.refresh ??= refresh
  } else if (spokenMeta.test(name)) addHead(parts, content)
}

function addHead(parts: PageParts, text: string): void {
  if (parts.head.length < most.head && text.trim() !== '') parts.head.push(text.trim().slice(0, longest.head))
}

function readRelation(parts: PageParts, attribs: Record<string, string>): void {
  const rel = (attribs['rel'] ?? '').toLowerCase().split(/\s+/)
  const href = attribs['href']?.trim().slice(0, longest.url)
  if (href === undefined || href === '') return
  if (rel.includes('stylesheet')) parts.linkedStyles = true
  else if (rel.includes('canonical')) parts.canonical ??= href
  else if (rel.includes('alternate') && attribs['hreflang'] !== undefined && parts.alternates.length < most.alternates)
    parts.alternates.push(href)
}

/** Whether a script that writes into the page leaves a hidden container open behind it. */
function writes(code: string, before: boolean): boolean {
  const opened = code.search(
    /<(?:div|span|marquee|p|ul|font)\b[^>]{0,300}(?:display\s{0,3}:\s{0,3}none|left\s{0,3}:\s{0,3}-\d{3}|hidden|height\s{0,3}[:=]\s{0,3}["']?0)/i,
  )
  const closed = Math.max(code.lastIndexOf('</div'), code.lastIndexOf('</span'), code.lastIndexOf('</marquee'), code.lastIndexOf('<\\/div'))
  if (opened >= 0) return closed < opened
  return closed >= 0 ? false : before
}
