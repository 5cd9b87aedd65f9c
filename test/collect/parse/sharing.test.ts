import {expect, it} from 'vitest'
import {parseSharing} from '../../../src/collect/parse/sharing.ts'

it('parseSharing takes what SMB offers, not what AFP does', () => {
  const text =
    'List of Share Points\nname:\t\tA\npath:\t\t/A\n\tafp:\t{\n\t\tname:\tB\n\t\tshared:\t1\n\t}\n\tsmb:\t{\n\t\tname:\tA\n\t\tshared:\t1\n\t\tguest access:\t0\n\t\tread-only:\t1\n\t}\nname: C\n\tafp: {\n\t\tshared: 1\n\t}\n'
  expect(parseSharing(text)).toEqual([{name: 'A', guests: false, readOnly: true}])
  expect(parseSharing('List of Share Points\n')).toEqual([])
  expect(parseSharing('')).toBeUndefined()
})
