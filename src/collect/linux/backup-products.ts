export interface BackupProduct {
  name: string
  packages: readonly string[]
  /** Names of the programs, as in a folder of programs or as a folder with its path. */
  programs?: readonly string[]
  processes?: readonly string[]
  /** What a timer that starts it is called, or a line of a cron job or service contains. */
  job?: RegExp
  /** The times are set on a server of the product, not here. */
  serverDecides?: true
  /** Only a backup when somebody has it run at set times. */
  onlyIfScheduled?: true
  /** Fronts that use this program: where one is there, this is no tool of its own. */
  fronts?: readonly string[]
}

/** Backup programs by the names of their packages, programs and processes. */
export const backupProducts = [
  {name: 'borgmatic', packages: ['borgmatic'], programs: ['borgmatic'], job: /\bborgmatic\b/},
  {
    name: 'BorgBackup',
    packages: ['borgbackup', 'borg'],
    programs: ['borg'],
    job: /\bborg(?:backup)?\b/,
    fronts: ['borgmatic', 'Vorta', 'Pika Backup'],
  },
  {name: 'Vorta', packages: ['vorta', 'com.borgbase.Vorta'], processes: ['vorta']},
  {name: 'Pika Backup', packages: ['pika-backup', 'org.gnome.World.PikaBackup']},
  {name: 'restic', packages: ['restic'], programs: ['restic'], job: /\b(?:restic|resticprofile|rustic)\b/},
  {name: 'Kopia', packages: ['kopia', 'kopia-ui'], programs: ['kopia'], job: /\bkopia\b/},
  {name: 'Déjà Dup', packages: ['deja-dup', 'org.gnome.DejaDup'], programs: ['deja-dup']},
  {name: 'duply', packages: ['duply'], programs: ['duply'], job: /\bduply\b/},
  {name: 'duplicity', packages: ['duplicity'], programs: ['duplicity'], job: /\bduplicity\b/, fronts: ['Déjà Dup', 'duply']},
  {name: 'Duplicati', packages: ['duplicati'], processes: ['duplicati-server', 'duplicati']},
  {name: 'rsnapshot', packages: ['rsnapshot'], programs: ['rsnapshot'], job: /\brsnapshot\b/},
  {name: 'rdiff-backup', packages: ['rdiff-backup'], programs: ['rdiff-backup'], job: /\brdiff-backup\b/},
  {name: 'backupninja', packages: ['backupninja'], programs: ['backupninja'], job: /\bbackupninja\b/},
  {name: 'Back In Time', packages: ['backintime-common', 'backintime'], programs: ['backintime'], job: /\bbackintime\b/},
  {name: 'Timeshift', packages: ['timeshift'], programs: ['timeshift'], job: /\btimeshift\b/},
  {name: 'rclone', packages: ['rclone'], programs: ['rclone'], job: /\brclone\s+(?:sync|copy)\b/, onlyIfScheduled: true},
  {
    name: 'Bacula',
    packages: ['bacula-fd', 'bacula-client', 'bacula-libs'],
    programs: ['bacula-fd'],
    processes: ['bacula-fd'],
    serverDecides: true,
  },
  {
    name: 'Bareos',
    packages: ['bareos-filedaemon', 'bareos-client'],
    programs: ['bareos-fd'],
    processes: ['bareos-fd'],
    serverDecides: true,
  },
  {
    name: 'UrBackup',
    packages: ['urbackup-client'],
    programs: ['urbackupclientbackend'],
    processes: ['urbackupclientbackend'],
    serverDecides: true,
  },
  {name: 'Amanda', packages: ['amanda-client', 'amanda-backup_client'], programs: ['amandad'], serverDecides: true},
  {name: 'BackupPC', packages: ['backuppc', 'BackupPC'], processes: ['BackupPC'], serverDecides: true},
  {
    name: 'Proxmox Backup Client',
    packages: ['proxmox-backup-client'],
    programs: ['proxmox-backup-client'],
    job: /\bproxmox-backup-client\b/,
  },
  {name: 'Veeam Agent', packages: ['veeam', 'veeam-nosnap'], programs: ['veeamconfig'], processes: ['veeamservice'], serverDecides: true},
  {
    name: 'Acronis Cyber Protect',
    packages: ['BackupAndRecoveryAgent'],
    programs: ['/opt/acronis'],
    processes: ['acronis_mms', 'aakore'],
    serverDecides: true,
  },
  {name: 'NetBackup', packages: ['VRTSnbclt'], programs: ['/opt/openv'], processes: ['bpcd'], serverDecides: true},
  {name: 'Commvault', packages: [], programs: ['/opt/commvault'], processes: ['cvd', 'cvlaunchd'], serverDecides: true},
  {
    name: 'Synology Active Backup',
    packages: ['synosnap', 'Synology Active Backup for Business Agent'],
    processes: ['synology-backupd'],
    serverDecides: true,
  },
] as const satisfies readonly BackupProduct[]
