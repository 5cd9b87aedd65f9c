/** Widest line the summary may have. */
export const screenWidth = 80

/** Breaks a text at spaces so that no line is wider than the screen; continued lines are indented. */
export function wrap(text: string, indent = '', width = screenWidth): string[] {
  const lines: string[] = []
  let line = indent
  const hanging = ' '.repeat(indent.length)
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const joined = line.trim() === '' || line === indent ? line + word : `${line} ${word}`
    if (displayWidth(joined) <= width || line.trim() === '') line = joined
    else {
      lines.push(line)
      line = hanging + word
    }
  }
  return [...lines, line]
}

/** Vietnamese in NFC takes one column a letter; wide characters do not occur in our words. */
export function displayWidth(text: string): number {
  return [...text.normalize('NFC')].length
}

export function pad(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - displayWidth(text)))
}

export function padStart(text: string, width: number): string {
  return ' '.repeat(Math.max(0, width - displayWidth(text))) + text
}
