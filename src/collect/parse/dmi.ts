/** What makers leave in fields of the firmware that they did not fill in. */
const junk = [
  /^(?:to be filled by o\.?e\.?m\.?.*|default string|system (?:manufacturer|product name|serial number|version)|not (?:specified|applicable|available|provided)|none|n\/?a|unknown|o\.?e\.?m\.?|invalid|empty|chassis serial number|base board serial number|type1productconfigid|sample|test)\.?$/i,
  /^[0\s.-]+$/,
  /^[xX\s.-]+$/,
  /^[fF]{4,}$/,
  /^0?123456789.*$/,
  /^(.)\1{5,}$/,
]

/** Text of a field of /sys/class/dmi/id; undefined when it is empty or says nothing about this machine. */
export function readDmiText(text: string): string | undefined {
  const words = text.replaceAll('\0', '').replace(/\s+/g, ' ').trim().slice(0, 200).normalize('NFC')
  return words === '' || junk.some((pattern) => pattern.test(words)) ? undefined : words
}

/** UUID of the machine in lower case; undefined for the ones that many machines share. */
export function readDmiUuid(text: string): string | undefined {
  const uuid = text.trim().toLowerCase()
  if (!/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(uuid)) return undefined
  const digits = uuid.replaceAll('-', '')
  const shared = /^(.)\1+$/.test(digits) || uuid === '03000200-0400-0500-0006-000700080009' || uuid.startsWith('00000000-0000-0000-0000-')
  return shared ? undefined : uuid
}

/** Day of the firmware, which DMI writes as month/day/year: "04/01/2014" gives "2014-04-01". */
export function readDmiDay(text: string): string | undefined {
  const match = /^(\d\d)\/(\d\d)\/(\d{4})$/.exec(text.trim())
  return match ? `${match[3]}-${match[1]}-${match[2]}` : readDmiText(text)
}

/** Kind of housing by chassis_type, the numbers of SMBIOS 3.7, table 17. */
export function readChassisType(text: string): 'desktop' | 'laptop' | 'server' | 'other' {
  const type = Number.parseInt(text.trim(), 10)
  if ([3, 4, 5, 6, 7, 13, 15, 16, 24, 34, 35, 36].includes(type)) return 'desktop'
  if ([8, 9, 10, 11, 12, 14, 30, 31, 32].includes(type)) return 'laptop'
  return [17, 23, 25, 28, 29].includes(type) ? 'server' : 'other'
}

/** Makers and products that are programs: the "machine" is a guest of them. */
const virtual =
  /\b(?:vmware|virtualbox|innotek|qemu|kvm|bochs|parallels|bhyve|xen|openstack|ovirt|rhev|virtual machine|hvm domu|amazon ec2|google compute engine|alibaba cloud|digitalocean|hetzner vserver|nutanix|proxmox|virtual platform|seabios)\b/i

/** True when the names of maker and product are those of virtual hardware. */
export function isVirtualMaker(manufacturer: string | undefined, model: string | undefined): boolean {
  return virtual.test(`${manufacturer ?? ''} ${model ?? ''}`)
}
