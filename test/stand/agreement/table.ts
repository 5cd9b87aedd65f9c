import type {StandCase} from '../case.ts'
import type {Compared} from './compare.ts'

export interface Row {
  one: StandCase
  ours: readonly string[]
  sslscan?: Compared
  testssl?: Compared
}

/** The page of agreement, and the differences that nobody has given a reason for. */
export function writeTable(rows: readonly Row[]): {text: string; unexplained: string[]} {
  const reasons: string[] = []
  const unexplained: string[] = []
  const cell = (peer: string, {name}: StandCase, compared: Compared | undefined): string => {
    if (!compared) return 'gave no answer'
    if (compared.blind) return 'saw no TLS'
    if (compared.differs.length === 0) return 'same'
    return compared.differs
      .map(({shown, why}) => {
        if (why === undefined) {
          unexplained.push(`${name}: ${peer}: ${shown}`)
          return `${shown} (?)`
        }
        const known = reasons.indexOf(why)
        const number = known < 0 ? reasons.push(why) : known + 1
        return `${shown} [${number}]`
      })
      .join(', ')
  }
  const lines = rows.map(
    ({one, ours, sslscan, testssl}) =>
      `| ${[one.name, ours.join(', ') || 'nothing', cell('sslscan', one, sslscan), cell('testssl.sh', one, testssl)].join(' | ')} |`,
  )
  const agreed = (compared: (row: Row) => Compared | undefined) =>
    rows.filter((row) => compared(row)?.differs.length === 0 && !compared(row)?.blind).length
  const text = `# Agreement with sslscan and testssl.sh

Written by \`npm run bench -- agreement\`: do not edit. Every TLS server of the stand, asked by this tool, by sslscan 2.0.7 and by testssl.sh 3.0.8
(Debian 12). Compared is what both have an opinion on; findings of theirs are in our words. "+" is theirs alone, "−" is ours alone.
${rows.length} servers; testssl.sh agrees on ${agreed(({testssl}) => testssl)} of them, sslscan on ${agreed(({sslscan}) => sslscan)}; each difference has its reason below.

| server | this tool finds | sslscan | testssl.sh |
| --- | --- | --- | --- |
${lines.join('\n')}

## Why they differ

${reasons.map((why, at) => `${at + 1}. ${why}`).join('\n')}
`
  return {text, unexplained}
}
