import type {Page, Pages, StandCase} from '../case.ts'

const file = (name: string, path: string, body: string | Buffer, expect: string[], more: Partial<StandCase> = {}): StandCase => ({
  name,
  server: {kind: 'site', pages: {[path]: {headers: {'content-type': 'application/octet-stream'}, body}}},
  expect,
  ...more,
})
const clean = (name: string, pages: Pages, more: Partial<StandCase> = {}): StandCase => ({
  name,
  server: {kind: 'site', pages},
  expect: [],
  pass: ['expo.file.git', 'expo.file.env', 'expo.dir-listing', 'expo.phpinfo', 'expo.file.backup', 'expo.stacktrace'],
  ...more,
})
const home = '<!doctype html><html lang="vi"><title>Sở Tư pháp</title><body><p>Trang thông tin điện tử của Sở Tư pháp'
const page = (body: string): Page => ({body: `<!doctype html><title>Trang</title>${body}`})

export const exposureCases: StandCase[] = [
  file('.git/HEAD lies open', '/.git/HEAD', 'ref: refs/heads/main\n', ['expo.file.git']),
  file('.git/config lies open', '/.git/config', '[core]\n\trepositoryformatversion = 0\n', ['expo.file.git']),
  file('.env lies open', '/.env', 'APP_ENV=production\nDB_PASSWORD=khong-co-that\n', ['expo.file.env']),
  file('a dump lies open', '/backup.sql', '-- MySQL dump 10.13  Distrib 8.0\n', ['expo.file.backup']),
  file('an archive lies open', '/backup.zip', Buffer.from('504b030414000000', 'hex'), ['expo.file.backup']),
  {
    name: 'phpinfo lies open',
    server: {kind: 'site', pages: {'/phpinfo.php': page('<title>phpinfo()</title><h1>PHP Version 8.1.2</h1>')}},
    expect: ['expo.phpinfo'],
  },
  {
    name: 'a folder is listed',
    server: {kind: 'site', pages: {'/uploads/': {body: '<html><head><title>Index of /uploads</title></head>'}}},
    expect: ['expo.dir-listing'],
  },
  {
    name: 'an error shows the inside',
    server: {kind: 'site', pages: {'*': {status: 500, body: '<b>Fatal error</b>:  Uncaught Error in /var/www/html/index.php:3'}}},
    expect: ['expo.stacktrace'],
    unknown: ['expo.file.git', 'expo.file.env'],
  },
  {
    name: 'TRACE sends back what it got',
    server: {kind: 'site', pages: {'/': {per: () => ({})}}},
    active: true,
    expect: ['http.trace'],
  },
  clean('one page for every address', {'*': {status: 200, body: home}}),
  clean('an application that answers 200 with words of such files', {
    '*': {status: 200, body: `${home} [core] repositoryformatversion ref: refs/ APP_KEY= phpinfo() PHP Version`},
  }),
  clean('everything unknown leads to the first page', {'*': {status: 302, headers: {location: '/'}}}),
  clean('an article about .env', {'/.env': page('<p>Tệp .env có dòng\nAPP_KEY=...')}),
  clean('everything unknown is refused', {'*': {status: 403, body: 'Forbidden'}}),
  {
    name: 'one file refused by name stays open',
    server: {kind: 'site', pages: {'/.env': {status: 403, body: 'Forbidden'}}},
    expect: [],
    unknown: ['expo.file.env'],
    pass: ['expo.file.git'],
  },
]
