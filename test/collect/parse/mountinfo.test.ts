import {expect, it} from 'vitest'
import {parseMountinfo} from '../../../src/collect/parse/mountinfo.ts'

it('parseMountinfo reads optional fields, escapes and read-only mounts, and skips half lines', () => {
  expect(
    parseMountinfo(
      '36 35 98:0 /mnt1 /mnt\\0402 rw,noatime master:1 shared:2 - ext3 /dev/root rw,errors=continue\n37 35 8:2 / /boot ro - vfat /dev/sda2 rw\n38 35 8:3 / /x rw - ext4 /dev/sda3 ro,seclabel\n39 35 8:4 / /half rw shared:1 - ext4\nnoise\n',
    ),
  ).toEqual([
    {device: '98:0', root: '/mnt1', mount: '/mnt 2', readOnly: false, fs: 'ext3', source: '/dev/root'},
    {device: '8:2', root: '/', mount: '/boot', readOnly: true, fs: 'vfat', source: '/dev/sda2'},
    {device: '8:3', root: '/', mount: '/x', readOnly: true, fs: 'ext4', source: '/dev/sda3'},
  ])
})
