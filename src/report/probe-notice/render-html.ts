import {fillTemplate} from '../../lib/template.ts'
import type {ProbeNoticeWords} from '../../model/probe-notice-words.ts'
import type {Language, Localized} from '../../model/text.ts'
import {escapeXml} from '../docx/xml.ts'
import type {ProbeNoticeValues} from './values.ts'

/** For screens and paper, with nothing to load: a page that any site can take in as it is. */
const style = `body{font-family:"Times New Roman",Tinos,serif;font-size:1.1rem;line-height:1.5;margin:0;color:#111;background:#fff}
main{max-width:46rem;margin:0 auto;padding:2rem 1.25rem}
h1{font-size:1.5rem;line-height:1.3;margin:0 0 1rem}h2{font-size:1.15rem;margin:1.5rem 0 .25rem}
ul{margin:.25rem 0;padding-left:1.25rem}li{margin:.25rem 0;overflow-wrap:anywhere}footer{margin-top:2rem;font-style:italic}
@media print{main{max-width:none;padding:0}h2{break-after:avoid}}`

/** The page for owners of probed sites, as one HTML document without scripts. */
export function renderProbeNotice(words: ProbeNoticeWords, values: ProbeNoticeValues, language: Language): string {
  const say = (text: Localized) => escapeXml(fillTemplate(text[language], {...values}))
  const sections = words.sections
    .filter(({needs}) => needs.every((name) => values[name] !== undefined))
    .map(({heading, items}) => `<h2>${say(heading)}</h2>\n<ul>\n${items.map((item) => `<li>${say(item)}</li>`).join('\n')}\n</ul>`)
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${say(words.title)}</title>
<style>
${style}
</style>
</head>
<body>
<main>
<h1>${say(words.title)}</h1>
<p>${say(words.lead)}</p>
${sections.join('\n')}
<footer>${say(words.footer)}</footer>
</main>
</body>
</html>
`
}
