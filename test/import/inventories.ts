/** A Windows PC as the GLPI agent writes it, with parts replaced. */
export function windowsInventory(content: Record<string, unknown> = {}, head: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    action: 'inventory',
    deviceid: 'PC-TP-012-2026-01-05-08-00-00',
    itemtype: 'Computer',
    content: {
      accesslog: {logdate: '2026-11-20 08:30:00'},
      bios: {smanufacturer: 'Dell Inc.', smodel: 'OptiPlex 7080', ssn: 'ABC1234', assettag: 'TS-0012', bdate: '2021-03-04'},
      hardware: {
        name: 'PC-TP-012',
        uuid: '4c4c4544-0042-3510-8048-b6c04f503732',
        memory: 8192,
        chassis_type: 'Desktop',
        vmsystem: 'Physical',
        workgroup: 'stp.local',
        dns: '10.1.1.1/10.1.1.2',
      },
      operatingsystem: {
        name: 'Windows',
        full_name: 'Microsoft Windows 11 Pro',
        kernel_version: '10.0.26100',
        service_pack: '26100.4061',
        arch: '64-bit',
        install_date: '2025-02-01 09:00:00',
        boot_time: '2026-11-20 07:55:00',
        timezone: {name: 'SE Asia Standard Time', offset: '+0700'},
      },
      softwares: [
        {
          name: 'Google Chrome',
          version: '131.0.6778.86',
          publisher: 'Google LLC',
          from: 'registry',
          arch: 'x86_64',
          install_date: '2026-10-02',
        },
        {
          name: 'Zalo 24.11.1',
          version: '24.11.1',
          publisher: 'VNG Corp.',
          from: 'registry',
          username: 'nguyenvana',
          userid: 'S-1-5-21-1-2-3-1001',
        },
        {name: 'KB5046617', from: 'WMI', install_date: '2026-11-12'},
      ],
      antivirus: [{name: 'Windows Defender', enabled: true, uptodate: true, version: '4.18.24090.11'}],
      firewalls: [
        {profile: 'DomainProfile', status: 'on'},
        {profile: 'StandardProfile', status: 'on'},
        {profile: 'PublicProfile', status: 'on'},
      ],
      drives: [
        {
          letter: 'C:',
          filesystem: 'NTFS',
          total: 243_000,
          free: 90_000,
          systemdrive: true,
          type: 'Local Disk',
          encrypt_name: 'BitLocker',
          encrypt_algo: 'XTS_AES_128',
          encrypt_status: 'Yes',
        },
      ],
      networks: [
        {
          description: 'Intel(R) Ethernet Connection I219-LM',
          type: 'ethernet',
          status: 'up',
          mac: 'a4:bb:6d:00:11:22',
          ipaddress: '10.1.2.12',
          ipgateway: '10.1.2.1',
          pnpdeviceid: 'PCI\\VEN_8086&DEV_15FB',
          virtualdev: false,
        },
      ],
      ...content,
    },
    ...head,
  }
}

/** An inventory in the XML of FusionInventory around some content. */
export function xmlInventory(content: string, query = 'INVENTORY'): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<REQUEST><CONTENT><HARDWARE><NAME>PC-01</NAME><OSNAME>Microsoft Windows 10 Pro</OSNAME><OSVERSION>10.0.19045</OSVERSION></HARDWARE>
${content}</CONTENT><DEVICEID>PC-01-2026-11-01-08-00-00</DEVICEID><QUERY>${query}</QUERY></REQUEST>`
}
