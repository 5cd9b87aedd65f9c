import {nginxCases} from './cases/tls-nginx.ts'
import {opensslCases} from './cases/tls-openssl.ts'
import {otherTlsCases} from './cases/tls-others.ts'
import {scriptedTlsCases} from './cases/tls-scripted.ts'
import {runCases} from './run-cases.ts'

runCases({OpenSSL: opensslCases, nginx: nginxCases, 'GnuTLS and Java': otherTlsCases, 'TLS by hand': scriptedTlsCases})
