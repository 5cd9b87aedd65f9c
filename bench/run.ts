/** `npm run bench` runs all benches, `npm run bench -- NAME ...` some. Ratios count; times depend on the machine. */
const benches: Record<string, () => Promise<{run: () => unknown}>> = {
  startup: () => import('./startup.ts'),
  collect: () => import('./collect.ts'),
  audit: () => import('./audit.ts'),
  judge: () => import('./judge.ts'),
  report: () => import('./report-pdf.ts'),
  register: () => import('./register.ts'),
  'mau-08': () => import('./mau-08.ts'),
  'match-software': () => import('./match-software.ts'),
  'import-nmap': () => import('./import-nmap.ts'),
  'import-glpi': () => import('./import-glpi.ts'),
  'endpoint-list': () => import('./endpoint-list.ts'),
  tls: () => import('./tls.ts'),
  'probe-20': () => import('./probe-20.ts'),
  agreement: () => import('./agreement.ts'),
  'probe-2000': () => import('./probe-2000.ts'),
  'probe-far': () => import('./probe-far.ts'),
}
/** Takes an hour: only where it is named. */
const slow = ['agreement']
const wanted = process.argv.slice(2)
const unknown = wanted.filter((name) => !(name in benches))
if (unknown.length > 0) {
  console.error(`unknown bench ${unknown.join(', ')}; use: ${Object.keys(benches).join(', ')}`)
  process.exit(2)
}
for (const [name, load] of Object.entries(benches))
  if (wanted.length === 0 ? !slow.includes(name) : wanted.includes(name)) await (await load()).run()
