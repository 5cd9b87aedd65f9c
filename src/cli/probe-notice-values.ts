import {isIP} from 'node:net'
import {tlsLimits} from '../collect/site/tls/limits.ts'
import {loadExposureRules} from '../content/load-exposure-rules.ts'
import {loadPoliteness} from '../content/load-politeness.ts'
import {loadVisitors} from '../content/load-visitors.ts'
import {formatDay} from '../lib/dates.ts'
import {UserError} from '../lib/user-error.ts'
import type {Language} from '../model/text.ts'
import type {ProbeNoticeValues} from '../report/probe-notice/values.ts'
import {tool} from '../version.ts'
import {agentName} from './agent-name.ts'

export interface ProbeNoticeOrder {
  organisation: {name: string; parent: string}
  contact: string
  permission?: string | undefined
  sources: readonly string[]
  on: string
  language: Language
}

/** What the page for owners says, from the rules that every probe keeps to. */
export function probeNoticeValues({organisation, contact, permission, sources, on, language}: ProbeNoticeOrder): ProbeNoticeValues {
  const wrong = sources.find((source) => isIP(source.replace(/\/\d{1,3}$/, '')) === 0)
  if (wrong !== undefined)
    throw new UserError({
      code: 'bad-address',
      what: {vi: `"${wrong.slice(0, 100)}" không phải địa chỉ IP`, en: `"${wrong.slice(0, 100)}" is no IP address`},
      where: '--source',
      next: {
        vi: 'Ghi địa chỉ IP mà cơ quan ra Internet, ví dụ 203.0.113.10.',
        en: 'Give the IP address that the office has on the Internet, such as 203.0.113.10.',
      },
    })
  const {connections, requests, documents, secondLook} = loadPoliteness()
  const {browser, crawler, searchVisitor} = loadVisitors()
  const exposure = loadExposureRules()
  return {
    organisation: organisation.name,
    parent: organisation.parent,
    contact,
    ...(permission === undefined ? {} : {permission}),
    ...(sources.length === 0 ? {} : {sources: sources.join(', ')}),
    tool: tool.name,
    version: tool.version,
    agent: agentName(contact),
    browser,
    crawler,
    searchVisitor,
    tlsConnections: tlsLimits.connections,
    perSite: requests.perSite,
    documents: documents.perSite,
    paths: exposure.paths.length,
    pathKilobytes: Math.round(Math.max(exposure.maxBytes, exposure.maxPageBytes) / 1024),
    perAddress: connections.perAddress,
    perNetwork: connections.perNetwork,
    pauseSeconds: requests.pauseMs / 1000,
    retrySeconds: requests.maxRetryAfterMs / 1000,
    secondLookSeconds: secondLook.afterMs / 1000,
    day: language === 'vi' ? formatDay(on) : on,
  }
}
