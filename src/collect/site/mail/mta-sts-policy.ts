import {show} from './tag-list.ts'

export type StsMode = 'enforce' | 'testing' | 'none'

export interface StsPolicy {
  mode?: StsMode
  patterns: string[]
  errors: string[]
}

const mostAge = 31_557_600
const shortAge = 86_400

/** Reads the text of a policy (RFC 8461, 3.2). */
export function parseStsPolicy(text: string): StsPolicy {
  const errors: string[] = []
  const fields = new Map<string, string[]>()
  for (const line of text.split(/\r?\n/).slice(0, 1000)) {
    if (line.trim() === '') continue
    const [, key = '', value = ''] = /^([A-Za-z0-9_.-]{1,32})\s*:\s*(.*?)\s*$/.exec(line) ?? []
    if (key === '') errors.push(`not-a-field: ${show(line, 60)}`)
    else fields.set(key, [...(fields.get(key) ?? []), value])
  }
  const first = (key: string) => fields.get(key)?.[0]
  if (first('version') !== 'STSv1') errors.push('version')
  const mode = (['enforce', 'testing', 'none'] as const).find((one) => one === first('mode'))
  if (!mode) errors.push('mode')
  const age = first('max_age') ?? ''
  if (!/^\d{1,10}$/.test(age) || Number(age) > mostAge) errors.push('max_age')
  else if (Number(age) < shortAge && mode !== 'none') errors.push('max_age-short')
  const patterns = (fields.get('mx') ?? []).map((pattern) => pattern.toLowerCase().replace(/\.$/, ''))
  if (patterns.length === 0 && mode !== 'none') errors.push('mx-missing')
  for (const pattern of patterns) if (!/^(?:\*\.)?[a-z0-9_-]+(?:\.[a-z0-9_-]+)+$/.test(pattern)) errors.push(`mx: ${show(pattern, 60)}`)
  return {...(mode ? {mode} : {}), patterns, errors: errors.slice(0, 20)}
}

/** "*.example.gov.vn" stands for one label (RFC 8461, 4.1). */
export function stsMatches(pattern: string, host: string): boolean {
  if (!pattern.startsWith('*.')) return pattern === host
  const rest = pattern.slice(1)
  return host.endsWith(rest) && !host.slice(0, -rest.length).includes('.') && host.length > rest.length
}
