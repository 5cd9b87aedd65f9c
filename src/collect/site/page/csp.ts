import {show} from './header-list.ts'

export interface CspPolicy {
  directives: Map<string, string[]>
  errors: string[]
}

export interface Csp {
  /** A policy is in force; one that only reports is none. */
  present: boolean
  reportOnly: boolean
  values: string[]
  valid: boolean
  /** Ways that stay open for foreign scripts: unsafe-inline, unsafe-eval, wildcard, no-script-src. */
  unsafe: string[]
  errors: string[]
  upgradesInsecure: boolean
}

const fetchDirectives =
  'child-src connect-src default-src fenced-frame-src font-src frame-src img-src manifest-src media-src object-src prefetch-src script-src script-src-attr script-src-elem style-src style-src-attr style-src-elem worker-src'
const known = new Set(
  `${fetchDirectives} base-uri form-action frame-ancestors sandbox report-uri report-to require-trusted-types-for trusted-types upgrade-insecure-requests webrtc block-all-mixed-content plugin-types navigate-to referrer reflected-xss require-sri-for`.split(
    ' ',
  ),
)
const sourceLists = new Set(`${fetchDirectives} base-uri form-action frame-ancestors`.split(' '))
const bareKeywords =
  /^(?:self|none|unsafe-inline|unsafe-eval|strict-dynamic|unsafe-hashes|report-sample|(?:nonce|sha256|sha384|sha512)-.+)$/i
const quotedKeyword =
  /^'(?:self|none|unsafe-inline|unsafe-eval|strict-dynamic|unsafe-hashes|report-sample|wasm-unsafe-eval|inline-speculation-rules|unsafe-allow-redirects|trusted-types-eval|report-sha(?:256|384|512)|nonce-[A-Za-z0-9+/_-]+={0,2}|sha(?:256|384|512)-[A-Za-z0-9+/_-]+={0,2})'$/i
const nonceOrHash = /^'(?:nonce|sha256|sha384|sha512)-/i
const openSource = /^(?:\*|https?:(?:\/\/\*)?|data:|blob:|\*:\*|wss?:)$/i
const mostPolicies = 20
const mostDirectives = 100
const mostSources = 500

/** Policies of header values; a comma parts policies as two headers do (CSP 3, 2.2). */
export function parsePolicies(values: readonly string[]): CspPolicy[] {
  return values
    .flatMap((value) => value.split(','))
    .filter((text) => text.trim() !== '')
    .slice(0, mostPolicies)
    .map(parsePolicy)
}

function parsePolicy(text: string): CspPolicy {
  const directives = new Map<string, string[]>()
  const errors: string[] = []
  if (/[^\t\n\f\r\x20-\x7e]/.test(text)) errors.push('not-ascii')
  for (const part of text.split(';').slice(0, mostDirectives)) {
    const [first, ...values] = part.trim().split(/\s+/, mostSources)
    if (first === undefined || first === '') continue
    const name = first.toLowerCase()
    if (directives.has(name)) {
      errors.push(`duplicate ${show(name, 60)}`)
      continue
    }
    directives.set(name, values)
    if (!known.has(name)) errors.push(`unknown ${show(name, 60)}`)
    else if (sourceLists.has(name)) errors.push(...faultsOfSources(name, values))
  }
  if (directives.size === 0) errors.push('empty')
  return {directives, errors}
}

function faultsOfSources(name: string, values: readonly string[]): string[] {
  const errors: string[] = []
  for (const value of values) {
    if (known.has(value.toLowerCase())) errors.push(`missing-semicolon ${name}`)
    else if (bareKeywords.test(value)) errors.push(`unquoted ${show(value, 60)}`)
    else if (/['"]/.test(value) && !quotedKeyword.test(value)) errors.push(`bad-source ${show(value, 60)}`)
  }
  if (values.length > 1 && values.some((value) => value.toLowerCase() === "'none'")) errors.push(`none-with-others ${name}`)
  return errors
}

/**
 * All policies hold at once, so a way is open only where each of them leaves it open. `metas` are policies of the page itself, in
 * which frame-ancestors, report-uri and sandbox count for nothing.
 */
export function judgeCsp(headers: readonly string[], metas: readonly string[], reportOnly: readonly string[]): Csp {
  const policies = [...parsePolicies(headers), ...parsePolicies(metas).map(withoutHeaderOnly)]
  const inForce = policies.filter(({directives}) => directives.size > 0)
  const errors = [...new Set(policies.flatMap((policy) => policy.errors))].slice(0, 20)
  const ways = inForce.map(({directives}) => openWays(directives))
  // A policy that says nothing of scripts leaves it to the others.
  const [first, ...others] = ways.some((way) => !way.has('no-script-src')) ? ways.filter((way) => !way.has('no-script-src')) : ways
  return {
    present: inForce.length > 0,
    reportOnly: reportOnly.length > 0,
    values: [...headers, ...metas].slice(0, 10).map((value) => show(value, 2000)),
    valid: errors.length === 0,
    unsafe: first ? [...first].filter((way) => others.every((other) => other.has(way))) : [],
    errors,
    upgradesInsecure: inForce.some(({directives}) => directives.has('upgrade-insecure-requests')),
  }
}

function withoutHeaderOnly(policy: CspPolicy): CspPolicy {
  const directives = new Map([...policy.directives].filter(([name]) => !['frame-ancestors', 'report-uri', 'sandbox'].includes(name)))
  return {directives, errors: policy.errors}
}

function openWays(directives: CspPolicy['directives']): Set<string> {
  const script = directives.get('script-src') ?? directives.get('default-src')
  const elements = directives.get('script-src-elem') ?? script
  const attributes = directives.get('script-src-attr') ?? script
  if (!elements) return new Set(['no-script-src'])
  const ways = new Set<string>()
  if (allowsInline(elements) || (attributes && allowsInline(attributes))) ways.add('unsafe-inline')
  if (script?.some((source) => source.toLowerCase() === "'unsafe-eval'")) ways.add('unsafe-eval')
  // With 'strict-dynamic' hosts and schemes are passed over, where a nonce or hash lets the first script in.
  if (!isStrict(elements) && elements.some((source) => openSource.test(source))) ways.add('wildcard')
  return ways
}

const isStrict = (sources: readonly string[]) => sources.some((source) => source.toLowerCase() === "'strict-dynamic'")

/** CSP 3, 6.7.3.2: 'unsafe-inline' counts for nothing beside a nonce, a hash or 'strict-dynamic'. */
const allowsInline = (sources: readonly string[]) =>
  sources.some((source) => source.toLowerCase() === "'unsafe-inline'") &&
  !isStrict(sources) &&
  !sources.some((source) => nonceOrHash.test(source))

/** Whether a header keeps others from framing the page: frame-ancestors that does not name everybody. A meta element cannot. */
export function restrictsFraming(headers: readonly string[]): boolean {
  return parsePolicies(headers).some(({directives}) => {
    const ancestors = directives.get('frame-ancestors')
    return ancestors !== undefined && !ancestors.some((source) => openSource.test(source))
  })
}
