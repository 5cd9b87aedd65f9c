/** Small data sets in the shape of their sources. */
export function kev(change: {day?: string; entries?: number; count?: number; products?: [string, string][]} = {}) {
  const {day = '2026-11-20', entries = 10, products = []} = change
  const pairs = Array.from({length: Math.max(entries, products.length)}, (_, index) => products[index] ?? ['Progress', 'LoadMaster'])
  return {
    title: 'CISA Catalog of Known Exploited Vulnerabilities',
    catalogVersion: day.replaceAll('-', '.'),
    dateReleased: `${day}T16:45:47.0648Z`,
    count: change.count ?? pairs.length,
    vulnerabilities: pairs.map(([vendorProject, product], index) => ({
      cveID: `CVE-2026-${1000 + index}`,
      vendorProject,
      product,
      vulnerabilityName: `${vendorProject} ${product} Vulnerability`,
      dateAdded: '2026-08-07',
      shortDescription: 'A field that is not used.',
      requiredAction: 'Apply mitigations.',
      dueDate: '2026-08-28',
      knownRansomwareCampaignUse: index % 2 === 0 ? 'Known' : 'Unknown',
      notes: '',
    })),
  }
}

export function apiDump(change: {total?: number; latest?: string; generated?: string} = {}) {
  const {latest = '2026-11-18'} = change
  const release = (name: string, eolFrom: string | null, more: object = {}) => ({
    name,
    label: name,
    releaseDate: '2024-04-25',
    isLts: false,
    isEol: false,
    eolFrom,
    isMaintained: true,
    latest: {name: `${name}.3`, date: latest, link: null},
    custom: null,
    ...more,
  })
  return {
    schema_version: '1.2.0',
    ...(change.generated === undefined ? {} : {generated_at: change.generated}),
    total: change.total ?? 2,
    result: [
      {
        name: 'ubuntu',
        label: 'Ubuntu',
        aliases: [],
        category: 'os',
        releases: [
          release('26.10', '2027-07-01'),
          release('26.04', '2031-05-31', {eoesFrom: '2036-05-31'}),
          release('24.04', '2029-05-31', {eoesFrom: '2036-05-31'}),
          release('planned', null),
        ],
      },
      {name: 'chrome', label: 'Chrome', aliases: [], category: 'app', releases: [release('152', null), release('151', '2026-11-01')]},
    ],
  }
}

export const buildsCsv = [
  'release,build,releasedOn,kb,source',
  '10-22h2,10.0.19045.7900,2026-11-10,KB5129999,"learn.microsoft.com, release health"',
  '11-24h2,10.0.26100.9900,2026-11-10,KB5129998,learn.microsoft.com',
  '',
].join('\r\n')

export const bytesOf = (value: unknown): Buffer => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value))
