import {expect, it} from 'vitest'
import {parseShellTimeout} from '../../../src/collect/parse/shell-timeout.ts'

it.each([
  ['TMOUT=900\nexport TMOUT\n', {seconds: 900, readonly: false}],
  ['readonly TMOUT=900 ; export TMOUT\nTMOUT=0\n', {seconds: 900, readonly: true}],
  ['declare -xr TMOUT=600\n', {seconds: 600, readonly: true}],
  ['typeset -x TMOUT="300"\n', {seconds: 300, readonly: false}],
  ['TMOUT=900\nreadonly TMOUT\nTMOUT=60\n', {seconds: 900, readonly: true}],
  ['TMOUT=900\nTMOUT=60\n', {seconds: 60, readonly: false}],
  ['if [ -z "$TMOUT" ]; then TMOUT=120; fi\n', {seconds: 120, readonly: false}],
  ['# TMOUT=900\necho $TMOUT\n', undefined],
  ['', undefined],
])('parseShellTimeout reads %j', (text, expected) => {
  expect(parseShellTimeout(text)).toEqual(expected)
})
