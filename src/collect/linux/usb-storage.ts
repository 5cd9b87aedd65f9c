import {createHash} from 'node:crypto'
import type {RemovableMedia} from '../../model/facts/removable-media.ts'
import type {Probe, Seen} from '../probe.ts'

type Device = NonNullable<RemovableMedia['devices']>[number]

const folder = '/sys/bus/usb/devices'

/** USB devices plugged in now that have an interface of class 08, mass storage; serials as hashes. */
export async function readUsbStorage(probe: Probe): Promise<Seen<Device[]>> {
  const names = await probe.list(folder)
  if (!names.ok) {
    if (names.reason !== 'not-supported') return names
    // Without a USB bus there is nothing plugged in, as long as /sys is there to tell.
    const buses = await probe.list('/sys/bus')
    return buses.ok && buses.value.length > 0 ? {ok: true, value: []} : {ok: false, reason: 'not-supported', detail: '/sys shows no bus'}
  }
  const interfaces = names.value.filter((name) => name.includes(':'))
  const classes = await Promise.all(interfaces.map((name) => probe.readText(`${folder}/${name}/bInterfaceClass`)))
  const storage = interfaces.filter((_, at) => {
    const answer = classes[at]
    return answer?.ok && answer.value.trim() === '08'
  })
  const devices = [...new Set(storage.map((name) => name.split(':')[0] ?? ''))]
  return {ok: true, value: await Promise.all(devices.map((name) => readDevice(probe, name)))}
}

async function readDevice(probe: Probe, name: string): Promise<Device> {
  const [maker, product, serial, vendorId, productId] = (
    await Promise.all(
      ['manufacturer', 'product', 'serial', 'idVendor', 'idProduct'].map((file) => probe.readText(`${folder}/${name}/${file}`)),
    )
  ).map((answer) => (answer.ok ? tidy(answer.value) : ''))
  const model = [maker, product].filter((word) => word !== '').join(' ') || `${vendorId || '????'}:${productId || '????'}`
  return {model, ...(serial ? {serialHash: createHash('sha256').update(serial).digest('hex').slice(0, 16)} : {})}
}

function tidy(text: string): string {
  return text.replaceAll('\0', '').replace(/\s+/g, ' ').trim().slice(0, 100).normalize('NFC')
}
