import {type Orientation, PAGE} from './measures.ts'

/** Relation ids of headers and footers, named in package.ts. */
export const RELATIONS = {number: 'rIdNumber', noNumber: 'rIdNoNumber', footer: 'rIdFooter'} as const

/** Paper, margins and page number of the section that ends here; the number is hidden on its page 1. */
export function sectionProperties(orientation: Orientation, startsAtOne: boolean): string {
  const [width, height] = orientation === 'portrait' ? [PAGE.short, PAGE.long] : [PAGE.long, PAGE.short]
  const landscape = orientation === 'landscape' ? ' w:orient="landscape"' : ''
  return (
    `<w:sectPr><w:headerReference w:type="default" r:id="${RELATIONS.number}"/><w:headerReference w:type="first" r:id="${RELATIONS.noNumber}"/>` +
    `<w:footerReference w:type="default" r:id="${RELATIONS.footer}"/><w:footerReference w:type="first" r:id="${RELATIONS.footer}"/>` +
    `<w:type w:val="nextPage"/><w:pgSz w:w="${width}" w:h="${height}"${landscape}/>` +
    `<w:pgMar w:top="${PAGE.top}" w:right="${PAGE.right}" w:bottom="${PAGE.bottom}" w:left="${PAGE.left}"` +
    ` w:header="${PAGE.header}" w:footer="${PAGE.footer}" w:gutter="0"/>` +
    `${startsAtOne ? '<w:pgNumType w:start="1"/><w:titlePg/>' : ''}</w:sectPr>`
  )
}

/** The paragraph that ends a section; so small that it opens no page of its own. */
export function sectionEnd(orientation: Orientation, startsAtOne: boolean): string {
  return `<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>${sectionProperties(orientation, startsAtOne)}</w:pPr></w:p>`
}
