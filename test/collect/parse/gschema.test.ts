import {describe, expect, it} from 'vitest'
import {parseGschemaDefault, parseGschemaPath, parseGvariant} from '../../../src/collect/parse/gschema.ts'

const text = `<schemalist>
  <schema id="org.mate.session" path="/org/mate/desktop/session/">
    <key name="idle-delay" type="i">
      <default>5</default>
    </key>
    <key name="quiet" type="b"></key>
  </schema>
  <schema gettext-domain="x" id="org.other" path="/org/other/">
    <key name="idle-delay" type="u"><range min="1"/><default l10n="time">uint32 7</default></key>
  </schema>
</schemalist>`

describe('gschema', () => {
  it('finds the default of the right key in the right schema', () => {
    expect(parseGschemaDefault(text, 'org.mate.session', 'idle-delay')).toBe('5')
    expect(parseGschemaDefault(text, 'org.other', 'idle-delay')).toBe('uint32 7')
    expect(parseGschemaDefault(text, 'org.mate.session', 'quiet')).toBeUndefined()
    expect(parseGschemaDefault(text, 'org.mate', 'idle-delay')).toBeUndefined()
    expect(parseGschemaDefault('<schema id="a"><key name="b"><default>1', 'a', 'b')).toBeUndefined()
  })

  it('finds the path', () => {
    expect(parseGschemaPath(text, 'org.mate.session')).toBe('org/mate/desktop/session')
    expect(parseGschemaPath(text, 'org.none')).toBeUndefined()
  })

  it.each([
    ['uint32 300', 300],
    ['-1', -1],
    ['true', true],
    ['@b false', false],
    ["'text'", undefined],
    ['', undefined],
  ])('reads GVariant "%s"', (value, expected) => {
    expect(parseGvariant(value)).toBe(expected)
  })
})
