export interface DfRow {
  sizeBytes: number
  freeBytes: number
  mount: string
}

/** Rows of `df -kP`: `device 1024-blocks used available capacity% mount`; rows without numbers ("-") are left out. */
export function parseDf(text: string): DfRow[] {
  const rows: DfRow[] = []
  for (const line of text.split('\n').slice(1)) {
    const match = line.length < 4000 ? /\s(\d{1,18})\s+\d{1,18}\s+(\d{1,18})\s+(?:\d{1,3}%|-)\s+(\/.*)$/.exec(line) : null
    if (match?.[3]) rows.push({sizeBytes: Number(match[1]) * 1024, freeBytes: Number(match[2]) * 1024, mount: match[3].normalize('NFC')})
  }
  return rows
}
