import {expect, it} from 'vitest'
import {parseSwaps} from '../../../src/collect/parse/swaps.ts'

it('parseSwaps reads areas, and nothing from a file without heading', () => {
  expect(
    parseSwaps(
      'Filename\t\t\t\tType\t\tSize\n/dev/dm-2                               partition\t999\n/swap\\040file\\040(deleted) file 999\n',
    ),
  ).toEqual([
    {path: '/dev/dm-2', file: false},
    {path: '/swap file', file: true},
  ])
  expect(parseSwaps('Filename\n')).toEqual([])
  expect(parseSwaps('')).toBeUndefined()
})
