import {certificateCases} from './cases/certificates.ts'
import {exposureCases} from './cases/exposure.ts'
import {headerCases} from './cases/headers.ts'
import {pageCases} from './cases/pages.ts'
import {redirectCases} from './cases/redirects.ts'
import {runCases} from './run-cases.ts'

runCases({
  certificates: certificateCases,
  'headers and cookies': headerCases,
  'pages and security.txt': pageCases,
  'files that lie open': exposureCases,
  redirects: redirectCases,
})
