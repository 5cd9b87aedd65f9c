import type {SiteFactValue} from '../../../model/facts/site/index.ts'
import {shown} from './distinguished-name.ts'
import {addressText} from './host-name.ts'
import type {Certificate} from './read-certificate.ts'

export type Described = SiteFactValue<'chain'>['certificates'][number]

const mostNamesKept = 50

/** What the fact keeps of one certificate. */
export function describeCertificate(certificate: Certificate, position: number, role: Described['role'], selfSigned: boolean): Described {
  const {key, extensions, algorithm} = certificate
  const names = [...(extensions.names?.dns ?? []), ...(extensions.names?.ip ?? []).map(addressText)]
  return {
    position,
    sha256: certificate.sha256,
    role,
    subject: certificate.subject.text,
    issuer: certificate.issuer.text,
    serial: certificate.serial,
    version: certificate.version,
    ...momentField('notBefore', certificate.notBefore),
    ...momentField('notAfter', certificate.notAfter),
    names: names.slice(0, mostNamesKept).map((name) => shown(name, 253)),
    nameCount: extensions.names?.count ?? 0,
    keyType: key.type,
    ...(key.bits === undefined ? {} : {keyBits: key.bits}),
    ...(key.curve === undefined ? {} : {curve: shown(key.curve, 60)}),
    keyBroken: key.broken,
    spkiSha256: certificate.spkiSha256,
    signature: shown(algorithm.name, 80),
    selfSigned,
  }
}

/** `{notAfter: "2027-01-01T00:00:00.000Z"}`, or nothing where the moment is not known. */
export const momentField = <K extends string>(name: K, moment: number | undefined) =>
  (moment === undefined ? {} : {[name]: new Date(moment).toISOString()}) as {[P in K]?: string}
