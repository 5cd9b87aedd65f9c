import {expect, it} from 'vitest'
import {parseModprobe} from '../../../src/collect/parse/modprobe.ts'

it('parseModprobe tells what cannot be loaded at all from what no device loads', () => {
  const rules = parseModprobe([
    'install usb-storage /bin/false\n# install uas /bin/false\nblacklist usb_storage\n',
    'install snd /sbin/modprobe --ignore-install snd\ninstall cramfs /usr/bin/true\nblacklist\n',
  ])
  expect([...rules.disabled]).toEqual(['usb_storage', 'cramfs'])
  expect([...rules.blacklisted]).toEqual(['usb_storage'])
})
