import {UserError} from '../lib/user-error.ts'

const blocks = /-----BEGIN X509 CRL-----([A-Za-z0-9+/=\s]+)-----END X509 CRL-----/g
const derSequence = 0x30

/** Lists of revoked certificates of a file, as PEM or as bytes. `where` names the file in messages. */
export function readCrlFile(bytes: Buffer, where: string): Buffer[] {
  const lists =
    bytes[0] === derSequence ? [bytes] : [...bytes.toString('latin1').matchAll(blocks)].map(([, body]) => Buffer.from(body ?? '', 'base64'))
  if (lists.length > 0 && lists.every((list) => list[0] === derSequence)) return lists
  throw new UserError({
    code: 'crl-unreadable',
    what: {vi: 'Tệp không có danh sách chứng thư bị thu hồi (CRL)', en: 'The file holds no list of revoked certificates (CRL)'},
    where,
    next: {
      vi: 'Tải tệp .crl từ địa chỉ ghi trong chứng thư (mục "CRL Distribution Points") rồi chạy lại.',
      en: 'Fetch the .crl file from the address in the certificate ("CRL Distribution Points") and run again.',
    },
  })
}
