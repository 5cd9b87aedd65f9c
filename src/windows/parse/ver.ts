/** Version of Windows out of `ver`: "Microsoft Windows [Version 10.0.19045.3803]"; the word is in the language of Windows. */
export function parseVer(text: string): {version: string; build: number; ubr?: number} | undefined {
  const found = /\[[^\d\]]*(\d{1,2}\.\d{1,2})\.(\d{4,5})(?:\.(\d{1,5}))?\]/.exec(text)
  if (!found) return undefined
  const ubr = found[3] === undefined ? {} : {ubr: Number(found[3])}
  return {version: `${found[1]}.${found[2]}`, build: Number(found[2]), ...ubr}
}
