import type {SiteFactValue} from '../../../../src/model/facts/site/index.ts'
import type {TrustAnchor} from '../../../../src/model/trust.ts'
import {authority, type Order, type Pki, server} from './pki.ts'

/** What a server sends, and who is asked about it. Names are those of certificates. */
export interface Sent {
  send: string[]
  anchors?: (string | TrustAnchor)[]
  extra?: string[]
  host?: string
  now?: string
  staple?: Uint8Array
  crls?: Uint8Array[]
  intermediates?: string[]
}

export interface Case {
  name: string
  make(pki: Pki): Sent
  /** Exactly these checks fail, without "cert."; every other one is forbidden to. */
  fails: string[]
  /** Open besides `revoked` and `shared-key`. */
  unknown?: string[]
  /** `revoked` is known. */
  revocationKnown?: boolean
  facts?: Partial<SiteFactValue<'chain'>>
  /** Why openssl verify says otherwise. */
  differs?: string
}

export const host = 'trang.test'
export const now = '2026-07-15T00:00:00Z'

/** A root, an authority below it, and others that cases share. */
export function makeAuthorities(pki: Pki): void {
  const long = {from: '20200101000000Z', to: '20400101000000Z'}
  pki.issue({name: 'root', subject: '/C=VN/O=Goc A/CN=Goc A', ...long, ext: authority})
  pki.issue({name: 'mid', subject: '/C=VN/O=Goc A/CN=Trung gian A', key: 'ec:prime256v1#mid', by: 'root', ...long, ext: authority})
  pki.issue({name: 'other-root', subject: '/C=VN/O=Goc B/CN=Goc B', key: 'ec:prime256v1#b', ...long, ext: authority})
}

/** A server's certificate below `mid`. */
export const leaf = (pki: Pki, name: string, order: Partial<Order> & {names?: string; more_ext?: string[]} = {}) => {
  const {names = 'DNS:trang.test,DNS:www.trang.test', more_ext = [], ...rest} = order
  return pki.issue({
    name,
    subject: '/O=So Tu phap/CN=trang.test',
    key: 'ec:prime256v1#leaf',
    by: 'mid',
    ext: server(names, ...more_ext),
    ...rest,
  })
}

/** "260714000000Z" of a day from today, for what openssl dates by its own clock. */
export const fromToday = (days: number) =>
  `${new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 19).replaceAll(/[-:T]/g, '')}Z`
