import {expect, it} from 'vitest'
import {parseExports} from '../../../src/collect/parse/exports.ts'

it.each([
  ['/a 10.0.0.1(rw,ro)', {path: '/a', writable: false, everyone: false}],
  ['/a -rw,sync 10.0.0.1 10.0.0.2', {path: '/a', writable: true, everyone: false}],
  ['/a -ro 10.0.0.1(rw)', {path: '/a', writable: true, everyone: false}],
  ['/a *(ro)', {path: '/a', writable: false, everyone: true}],
  ['/a', {path: '/a', writable: false, everyone: true}],
  ['/a -rw', {path: '/a', writable: true, everyone: true}],
  ['/a *.example.test(rw)', {path: '/a', writable: true, everyone: false}],
  ['/a ::/0(rw)', {path: '/a', writable: true, everyone: true}],
  ['/with\\040blank host # *(rw)', {path: '/with blank', writable: false, everyone: false}],
])('parseExports reads "%s"', (line, entry) => {
  expect(parseExports(line)).toEqual([entry])
})

it('parseExports joins lines of one path and skips what is no path', () => {
  expect(parseExports('/a host(ro)\n/a *(rw)\n# /b *\nrelative *(rw)\n')).toEqual([{path: '/a', writable: true, everyone: true}])
})
