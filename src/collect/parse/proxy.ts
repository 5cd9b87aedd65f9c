/** "http://user:secret@proxy.example:3128/" as "proxy.example:3128": never with what stands before the "@". */
export function serverAddress(url: string): string | undefined {
  const match = /^(?:[a-z0-9+.-]+:\/\/)?(?:[^/@\s]*@)?(\[[0-9a-f:]+\]|[^/:@\s]+)(:\d{1,5})?(?:\/|$)/i.exec(url.trim().slice(0, 500))
  return match?.[1] ? `${match[1].toLowerCase()}${match[2] ?? ''}` : undefined
}

/** Addresses of RFC 1918, RFC 4193, RFC 3927 and loopback, names without a dot, and endings that never exist in public (RFC 6762, RFC 8375). */
export function isPrivateHost(host: string): boolean {
  const name = host.toLowerCase().replace(/^\[|\]$/g, '')
  if (name.includes(':')) return /^(?:::1$|f[cd][0-9a-f]{2}:|fe[89ab][0-9a-f]:)/.test(name)
  if (/^\d{1,3}(?:\.\d{1,3}){3}$/.test(name)) return /^(?:10\.|127\.|192\.168\.|169\.254\.|172\.(?:1[6-9]|2\d|3[01])\.)/.test(name)
  return !name.includes('.') || /\.(?:local|lan|localdomain|internal|intranet|corp|private|home\.arpa)$/.test(name)
}
