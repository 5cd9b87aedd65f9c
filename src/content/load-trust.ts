import {createHash, X509Certificate} from 'node:crypto'
import {join} from 'node:path'
import {UserError} from '../lib/user-error.ts'
import {type CertificateRules, certificateRules, type RootList, rootList, type TrustAnchor} from '../model/trust.ts'
import {defaultContentRoot} from './files.ts'
import {ContentError} from './problem.ts'
import {validateFile} from './validate.ts'
import {readYamlFile} from './yaml-file.ts'

/** Lists of roots that are delivered; only Mozilla's is used without being asked for. */
export type RootListName = 'mozilla-roots' | 'vn-state-roots'

export interface LoadedRoots {
  /** "mozilla, NSS 3.126 (2026-09-08)". */
  name: string
  list: Omit<RootList, 'roots'>
  anchors: readonly TrustAnchor[]
}

/** policies/trust/*-roots.yaml; a certificate whose bytes do not have the SHA-256 beside them stops the loading. */
export function loadRoots(name: RootListName = 'mozilla-roots', root: string = defaultContentRoot): LoadedRoots {
  const shownAs = `policies/trust/${name}.yaml`
  const file = readYamlFile(join(root, shownAs), shownAs)
  const {roots, ...list} = validateFile(file, rootList)
  const anchors = roots.map(({label, sha256, der, distrustAfter}, at): TrustAnchor => {
    const bytes = Buffer.from(der, 'base64')
    if (createHash('sha256').update(bytes).digest('hex') !== sha256)
      throw new ContentError([
        {
          ...file.placeOf(['roots', at, 'sha256']),
          message: {
            vi: `chứng thư gốc "${label}" không khớp mã băm SHA-256 ghi cạnh nó`,
            en: `the root "${label}" does not have the SHA-256 beside it`,
          },
        },
      ])
    return {label, sha256, der: bytes, ...(distrustAfter ? {distrustAfter} : {})}
  })
  return {name: `${list.id}, ${list.version} (${list.date})`, list, anchors}
}

/** policies/trust/certificate-rules.yaml. */
export function loadCertificateRules(root: string = defaultContentRoot): CertificateRules {
  const shownAs = 'policies/trust/certificate-rules.yaml'
  return validateFile(readYamlFile(join(root, shownAs), shownAs), certificateRules)
}

const mostExtra = 500

/** Certificates of a PEM file that a person gives: roots (`--ca`) or issuing certificates. `where` names the file in messages. */
export function readPemCertificates(text: string, where: string): TrustAnchor[] {
  const blocks =
    text.match(/-----BEGIN (?:TRUSTED |X509 )?CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END (?:TRUSTED |X509 )?CERTIFICATE-----/g) ?? []
  if (blocks.length === 0 || blocks.length > mostExtra) throw pemError(where, blocks.length)
  return blocks.map((block, at) => {
    try {
      const {raw, subject} = new X509Certificate(block)
      const sha256 = createHash('sha256').update(raw).digest('hex')
      return {label: (subject ?? sha256).split('\n').reverse().join(', ').normalize('NFC').slice(0, 200), sha256, der: raw}
    } catch (error) {
      throw new UserError(
        {
          code: 'pem-unreadable',
          what: {vi: `Chứng thư thứ ${at + 1} trong tệp không đọc được`, en: `Certificate number ${at + 1} of the file cannot be read`},
          where,
          next: {vi: 'Xuất lại chứng thư dạng PEM (Base-64) rồi chạy lại.', en: 'Export the certificate again as PEM (Base-64).'},
        },
        error,
      )
    }
  })
}

function pemError(where: string, count: number): UserError {
  return new UserError({
    code: 'pem-empty',
    what:
      count === 0
        ? {vi: 'Tệp không có chứng thư nào dạng PEM', en: 'The file holds no certificate as PEM'}
        : {vi: `Tệp có quá ${mostExtra} chứng thư`, en: `The file holds more than ${mostExtra} certificates`},
    where,
    next: {
      vi: 'Dùng tệp bắt đầu bằng "-----BEGIN CERTIFICATE-----"; tệp .cer/.crt nhị phân đổi bằng: openssl x509 -inform DER -in a.cer -out a.pem',
      en: 'Use a file that begins with "-----BEGIN CERTIFICATE-----"; turn a binary one into it by: openssl x509 -inform DER -in a.cer -out a.pem',
    },
  })
}
