import {join} from 'node:path'
import type {z} from 'zod'
import {cipherSuiteTable, groupTable, primeTable, type TlsTables} from '../model/tls-tables.ts'
import {defaultContentRoot} from './files.ts'
import {validateFile} from './validate.ts'
import {readYamlFile} from './yaml-file.ts'

/** policies/tls/. */
export function loadTlsTables(root: string = defaultContentRoot): TlsTables {
  const read = <T extends z.ZodType>(name: string, schema: T): z.infer<T> => {
    const shownAs = `policies/tls/${name}.yaml`
    return validateFile(readYamlFile(join(root, shownAs), shownAs), schema)
  }
  return {
    cipherSuites: read('cipher-suites', cipherSuiteTable),
    groups: read('groups', groupTable),
    primes: read('dh-primes', primeTable),
  }
}
