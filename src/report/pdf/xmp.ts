/** What both the Info dictionary and the XMP packet say: PDF/A-1 wants them equal. */
export interface FileInfo {
  Title: string
  Author: string
  Subject: string
  Keywords: string
  Creator: string
  Producer: string
  CreationDate: Date
  ModDate: Date
}

const escapes: Record<string, string> = {'&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;'}
const escapeXml = (text: string): string => text.replace(/[&<>"]/g, (character) => escapes[character] ?? character)
const stamp = (date: Date): string => `${date.toISOString().slice(0, 19)}Z`

/** The XMP descriptions of a file. pdfkit's own leave "&" and "<" as they are and omit the language and the date of change. */
export function describeFile(info: FileInfo, language: string): string {
  const translated = (text: string): string => `<rdf:Alt><rdf:li xml:lang="x-default">${escapeXml(text)}</rdf:li></rdf:Alt>`
  return `
<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/">
<xmp:CreateDate>${stamp(info.CreationDate)}</xmp:CreateDate>
<xmp:ModifyDate>${stamp(info.ModDate)}</xmp:ModifyDate>
<xmp:CreatorTool>${escapeXml(info.Creator)}</xmp:CreatorTool>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:format>application/pdf</dc:format>
<dc:title>${translated(info.Title)}</dc:title>
<dc:creator><rdf:Seq><rdf:li>${escapeXml(info.Author)}</rdf:li></rdf:Seq></dc:creator>
<dc:description>${translated(info.Subject)}</dc:description>
<dc:language><rdf:Bag><rdf:li>${language}</rdf:li></rdf:Bag></dc:language>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
<pdf:Producer>${escapeXml(info.Producer)}</pdf:Producer>
<pdf:Keywords>${escapeXml(info.Keywords)}</pdf:Keywords>
</rdf:Description>
`
}
