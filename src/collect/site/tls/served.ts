/** The certificates of one handshake exactly as the server sent them: DER bytes in their order, nothing added from elsewhere. */
export interface ServedChain {
  certificates: readonly Uint8Array[]
  /** Stapled OCSP response (RFC 6066), DER. */
  staple?: Uint8Array
  /** SignedCertificateTimestampList of the TLS extension (RFC 6962); the ones inside a certificate are not in it. */
  scts?: Uint8Array
}

/** What the part on certificates judges: the chain that most visitors get, and others that the same site also serves. */
export interface ServedTls extends ServedChain {
  /** Chains with another end-entity certificate: RSA beside ECDSA, or what comes without a server name. */
  others: readonly ServedChain[]
}
