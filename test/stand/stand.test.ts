import {certificateCases} from './cases/certificates.ts'
import {headerCases} from './cases/headers.ts'
import {nginxCases} from './cases/tls-nginx.ts'
import {opensslCases} from './cases/tls-openssl.ts'
import {runCases} from './run-cases.ts'

runCases({OpenSSL: opensslCases, nginx: nginxCases, certificates: certificateCases, headers: headerCases})
