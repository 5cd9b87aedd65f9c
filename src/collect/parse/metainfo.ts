/** Version of the newest release in an AppStream metainfo XML: releases stand newest first. */
export function parseMetainfoVersion(text: string): string | undefined {
  for (let at = text.indexOf('<release '); at >= 0; at = text.indexOf('<release ', at + 9)) {
    const version = /\sversion=["']([^"'<>]{1,60})["']/.exec(text.slice(at, at + 400).split('>')[0] ?? '')?.[1]
    if (version) return version.normalize('NFC')
  }
  return undefined
}
