import {isPrivateHost, serverAddress} from '../../parse/proxy.ts'
import type {Seen} from '../../probe.ts'

/** Hosts of the makers of distributions: whoever fetches there does it without a server of the organisation. */
const official =
  /(?:^|\.)(?:debian\.org|ubuntu\.com|canonical\.com|linuxmint\.com|kali\.org|raspbian\.org|raspberrypi\.(?:org|com)|fedoraproject\.org|centos\.org|rockylinux\.org|almalinux\.org|redhat\.com|oracle\.com|opensuse\.org|suse\.com|alpinelinux\.org|archlinux\.org)$/

export interface UpdateServer {
  central: Seen<boolean>
  address?: string
}

/**
 * Whether updates come from a server of the organisation: yes through a proxy or from private addresses alone, no when one of
 * the sources is the maker itself. Who runs any other public mirror cannot be seen.
 */
export function judgeServer(hosts: readonly string[], proxy: string | undefined): UpdateServer {
  const address = proxy === undefined ? undefined : serverAddress(proxy)
  // A cache on this machine itself is no server of the organisation.
  if (address && !isThisMachine(address)) return {central: {ok: true, value: true}, address}
  if (hosts.some((host) => official.test(host))) return {central: {ok: true, value: false}}
  const other = hosts.find((host) => !isPrivateHost(host) || isThisMachine(host))
  if (hosts[0] && !other) return {central: {ok: true, value: true}, address: hosts[0]}
  const detail = other ? `who runs ${other} cannot be seen from here` : 'no source of updates on a server is configured'
  return {central: {ok: false, reason: 'not-supported', detail: detail.slice(0, 200)}}
}

function isThisMachine(address: string): boolean {
  return /^(?:127\.|localhost(?::|$)|\[::1\])/i.test(address)
}
