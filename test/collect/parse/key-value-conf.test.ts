import {expect, it} from 'vitest'
import {parseKeyValueConf} from '../../../src/collect/parse/key-value-conf.ts'

it('parseKeyValueConf reads pwquality.conf and faillock.conf, bare names included', () => {
  expect([...parseKeyValueConf('# minlen = 8\n minlen = 14 # long\ndcredit=-1\nMinClass 4\neven_deny_root\n=\n')]).toEqual([
    ['minlen', '14'],
    ['dcredit', '-1'],
    ['minclass', '4'],
    ['even_deny_root', ''],
  ])
})
