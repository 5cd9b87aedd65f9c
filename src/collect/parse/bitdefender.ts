/** `bduitool get ps`: whether malware is looked for, and when the signatures were last fetched (`2023-08-24 at 11:44:37 GMT+2`). */
export function parseBitdefenderStatus(text: string): {version?: string; antimalware?: boolean; updatedAt?: string} {
  const line = (name: string) => {
    const found = text.split('\n', 200).find((one) => one.trim().replace(/^- /, '').startsWith(`${name}: `))
    return found?.slice(found.indexOf(': ') + 2, 300).trim()
  }
  const version = line('Product version')
  const state = line('Antimalware status')
  const match = /^(\d{4}-\d\d-\d\d) at (\d\d:\d\d:\d\d) GMT(?:([+-])(\d{1,2})(?::(\d\d))?)?$/.exec(
    line('Last security content update') ?? '',
  )
  const offset = match?.[3] ? `${match[3]}${match[4]?.padStart(2, '0')}:${match[5] ?? '00'}` : 'Z'
  const time = match ? Date.parse(`${match[1]}T${match[2]}${offset}`) : Number.NaN
  return {
    ...(version ? {version} : {}),
    ...(state === undefined ? {} : {antimalware: state === 'On'}),
    ...(Number.isFinite(time) ? {updatedAt: new Date(time).toISOString()} : {}),
  }
}
