import {expect, it} from 'vitest'
import {officeOfPlace} from '../../src/register/office-of-place.ts'

const offices = [
  {id: 'co-so-1', name: 'Cơ sở 1', address: 'số 10 Lê Triệu Kiết'},
  {id: 'tru-so-2', name: 'Trụ sở 2', address: 'số 6 Võ Thị Sáu'},
]

it.each([
  ['Trụ sở 2 - Phòng 301', 'tru-so-2'],
  ['TRU SO 2', 'tru-so-2'],
  ['Phòng Văn thư, cơ sở 1', 'co-so-1'],
  ['Số 6 Võ Thị Sáu, P. Mỹ Bình', 'tru-so-2'],
  ['Trụ sở 21', undefined],
  ['Từ cơ sở 1 chuyển sang trụ sở 2', undefined],
  ['Phòng 301', undefined],
  ['', undefined],
])('%s', (place, office) => expect(officeOfPlace(place, offices)).toBe(office))
