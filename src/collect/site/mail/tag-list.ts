export interface TagList {
  tags: Map<string, string>
  /** Names of the tags in their order. */
  order: string[]
  errors: string[]
}

const mostTags = 100

/** "a=b; c=d" as DMARC, DKIM, MTA-STS and TLS-RPT write it (RFC 6376, 3.2). */
export function parseTagList(text: string): TagList {
  const tags = new Map<string, string>()
  const errors: string[] = []
  for (const part of text.split(';').slice(0, mostTags)) {
    if (part.trim() === '') continue
    const [, name, value] = /^\s*([A-Za-z][A-Za-z0-9_]*)\s*=\s*(.*?)\s*$/s.exec(part) ?? []
    if (name === undefined || value === undefined) errors.push(`not-a-tag: ${show(part.trim())}`)
    else if (tags.has(name)) errors.push(`twice: ${name}`)
    else tags.set(name, value)
  }
  return {tags, order: [...tags.keys()], errors}
}

/** Whose mailbox it is stays out of what is kept; where it lies does not. */
export const withoutMailboxes = (text: string): string => text.replace(/[^\s:,;<>"']+@/g, '***@')

/** Printable and short, for a report. */
export const show = (text: string, most = 100): string => text.replace(/[^\x20-\x7e]/g, '?').slice(0, most)
