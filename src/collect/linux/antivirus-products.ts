export interface AntivirusProduct {
  name: string
  /** Beginnings of package names count when they end in "*". */
  packages: readonly string[]
  /** Folders that its installer makes. */
  folders?: readonly string[]
  processes: readonly string[]
  /** What the maker's documentation says of every version; the rest must be seen on the machine. */
  documented?: {behaviour?: boolean; edr?: boolean; realTime?: boolean}
}

/**
 * Products against malware for Linux. Wazuh and OSSEC are left out: they watch files and look for rootkits, and look for
 * malware only with another program. The Linux agents of Viettel, Bkav and CMC are not publicly documented.
 */
export const antivirusProducts = [
  {
    name: 'ClamAV',
    packages: ['clamav', 'clamav-daemon', 'clamav-server', 'clamd', 'clamav-scanner'],
    processes: ['clamd'],
    documented: {behaviour: false, edr: false},
  },
  {name: 'Kaspersky Endpoint Security', packages: ['kesl', 'kesl-*'], folders: ['/opt/kaspersky/kesl'], processes: ['kesl']},
  {name: 'ESET Server Security', packages: ['efs'], folders: ['/opt/eset/efs'], processes: ['oaeventd', 'scand']},
  {name: 'ESET Endpoint Antivirus', packages: ['eea'], folders: ['/opt/eset/eea'], processes: ['oaeventd', 'scand']},
  {name: 'Microsoft Defender for Endpoint', packages: ['mdatp'], folders: ['/opt/microsoft/mdatp'], processes: ['wdavdaemon']},
  {
    name: 'Sophos Protection for Linux',
    packages: [],
    folders: ['/opt/sophos-spl'],
    processes: ['sophos_managementagent', 'sophos_threat_detector', 'sophos_threat_detector_launcher'],
  },
  {name: 'Sophos Anti-Virus', packages: ['sophos-av'], folders: ['/opt/sophos-av'], processes: ['savd', 'savscand']},
  {
    name: 'CrowdStrike Falcon',
    packages: ['falcon-sensor'],
    folders: ['/opt/CrowdStrike'],
    processes: ['falcon-sensor', 'falcon-sensor-bpf'],
    documented: {edr: true},
  },
  {
    name: 'SentinelOne',
    packages: ['sentinelagent', 'SentinelAgent'],
    folders: ['/opt/sentinelone'],
    processes: ['s1-agent', 's1-orchestrator', 's1-scanner'],
    documented: {edr: true},
  },
  {name: 'Trend Micro Deep Security Agent', packages: ['ds-agent', 'ds_agent'], folders: ['/opt/ds_agent'], processes: ['ds_agent']},
  {
    name: 'Bitdefender Endpoint Security Tools',
    packages: ['bitdefender-security-tools'],
    folders: ['/opt/bitdefender-security-tools'],
    processes: ['bdsecd', 'epagd', 'epagngd'],
  },
  {name: 'Trellix Endpoint Security', packages: ['McAfeeTP', 'mcafeetp', 'ISecTP'], folders: ['/opt/McAfee/ens/tp'], processes: ['mfetpd']},
  {
    name: 'Symantec Endpoint Protection',
    packages: ['sav', 'sep', 'sdcss'],
    folders: ['/opt/Symantec/symantec_antivirus'],
    processes: ['rtvscand', 'sisamdagent', 'sisamddaemon'],
  },
  {
    name: 'Dr.Web',
    packages: ['drweb-configd', 'drweb-workstations', 'drweb-file-servers'],
    folders: ['/opt/drweb.com'],
    processes: ['drweb-configd'],
  },
  {
    name: 'WithSecure Linux Protection',
    packages: ['f-secure-linuxsecurity', 'withsecure-linuxsecurity'],
    folders: ['/opt/f-secure/linuxsecurity'],
    processes: ['fsma2', 'fsavd'],
  },
  {name: 'Cortex XDR', packages: ['cortex-agent'], folders: ['/opt/traps'], processes: ['pmd'], documented: {edr: true}},
  {name: 'Elastic Defend', packages: [], folders: ['/opt/Elastic/Endpoint'], processes: ['elastic-endpoint'], documented: {edr: true}},
  {name: 'Avast', packages: ['avast'], processes: ['avast']},
  {name: 'Comodo Antivirus', packages: ['cav-linux'], folders: ['/opt/COMODO'], processes: ['cmdavd']},
  {name: 'Linux Malware Detect', packages: ['maldetect'], folders: ['/usr/local/maldetect'], processes: []},
] as const satisfies readonly AntivirusProduct[]
