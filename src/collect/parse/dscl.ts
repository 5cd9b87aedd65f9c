export type DsclRecord = Map<string, string[]>

/** Records of `dscl . -readall` or `-read`: `Key: value value`, longer values indented on the next line, "-" between records. */
export function parseDscl(text: string): DsclRecord[] {
  const records: DsclRecord[] = []
  let record: DsclRecord = new Map()
  let key = ''
  for (const raw of [...text.split('\n'), '-']) {
    const line = raw.slice(0, 4000).replace(/^dsAttrTypeNative:/, '')
    if (line.trim() === '-') {
      if (record.size > 0) records.push(record)
      record = new Map()
    } else if (line.startsWith(' ')) record.get(key)?.push(...splitWords(line))
    else {
      const colon = line.indexOf(':')
      if (colon <= 0) continue
      key = line.slice(0, colon)
      record.set(key, splitWords(line.slice(colon + 1)))
    }
  }
  return records
}

function splitWords(text: string): string[] {
  return text
    .trim()
    .split(/\s+/)
    .filter((word) => word !== '')
    .map((word) => word.normalize('NFC'))
}
