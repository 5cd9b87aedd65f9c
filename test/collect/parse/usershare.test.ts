import {expect, it} from 'vitest'
import {parseUsershare} from '../../../src/collect/parse/usershare.ts'

it('parseUsershare reads name, guests and rights', () => {
  expect(
    parseUsershare('#VERSION 2\npath=/home/an/x\nusershare_acl=S-1-5-21-1:F,S-1-1-0:R\nguest_ok=n\nsharename=Chung\n', 'chung'),
  ).toEqual({name: 'Chung', guests: false, writable: true})
  expect(parseUsershare('#VERSION 1\npath=/x\nusershare_acl=S-1-1-0:R\nguest_ok=y\n', 'old')).toEqual({
    name: 'old',
    guests: true,
    writable: false,
  })
  expect(parseUsershare('#VERSION 2\n', 'half')).toBeUndefined()
  expect(parseUsershare('path=/x\n', 'other')).toBeUndefined()
})
