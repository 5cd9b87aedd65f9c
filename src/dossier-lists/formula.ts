/**
 * Beginnings that a spreadsheet may run as a formula, also behind a separator: a CSV made from the workbook may be split at
 * another sign than it was joined with (OWASP, "CSV Injection"; full-width signs count too).
 */
const dangerous = /(^|[;,\t\n"|])('*)(\s*[=+\-@＝＋－＠])/gu
const escaped = /(^|[;,\t\n"|])'('*\s*[=+\-@＝＋－＠])/gu

/** Puts a quote before what could run; `unescapeFormula` takes exactly that quote away again. */
export function escapeFormula(text: string): string {
  return text.replace(dangerous, "$1'$2$3")
}

export function unescapeFormula(text: string): string {
  return text.replace(escaped, '$1$2')
}
