import {describe, expect, it} from 'vitest'
import {librariesOf} from '../../../../src/collect/site/page/library-names.ts'
import {pageFacts} from '../../../../src/collect/site/page/page-facts.ts'
import {linksOf} from '../../../../src/collect/site/page/page-links.ts'
import {parsePage} from '../../../../src/collect/site/page/parse-page.ts'
import {looksLikeSecurityTxt, parseSecurityTxt} from '../../../../src/collect/site/page/security-txt.ts'
import {loadPageTables} from '../../../../src/content/load-page-tables.ts'
import {page as pageSchema} from '../../../../src/model/facts/site/page.ts'

const tables = loadPageTables()
const home = 'https://stp.angiang.gov.vn/'

function read(html: string, {url = home, upgrades = false, truncated = false} = {}) {
  const facts = pageFacts(parsePage(Buffer.from(html), undefined, truncated), {url, upgrades}, tables)
  pageSchema.parse(facts.value)
  return facts
}

describe('HTML of a page', () => {
  it.each<[string, string, object]>([
    ['script over http', '<script src="http://b.vn/x.js"></script>', {mixedActive: ['http://b.vn/x.js'], thirdParty: ['b.vn']}],
    ['style over http', '<link rel="Stylesheet" href="http://b.vn/x.css">', {mixedActive: ['http://b.vn/x.css']}],
    ['frame over http', '<iframe src="http://b.vn/"></iframe>', {mixedActive: ['http://b.vn/']}],
    ['picture over http', '<img src="http://b.vn/a.png">', {mixedPassive: ['http://b.vn/a.png'], mixedActive: []}],
    ['srcset', '<img srcset="http://b.vn/a.png 1x, http://b.vn/b.png 2x">', {mixedPassive: ['http://b.vn/a.png', 'http://b.vn/b.png']}],
    ['poster', '<video poster="http://b.vn/p.jpg"></video>', {mixedPassive: ['http://b.vn/p.jpg']}],
    ['link of a reader is no part', '<a href="http://b.vn/">b</a>', {mixedActive: [], mixedPassive: [], thirdParty: []}],
    ['without scheme', '<script src="//b.vn/x.js"></script>', {mixedActive: [], thirdParty: ['b.vn']}],
    ['base over http', '<base href="http://b.vn/"><script src="x.js"></script>', {mixedActive: ['http://b.vn/x.js']}],
    ['base that is no address', '<base href="javascript:0"><script src="x.js"></script>', {mixedActive: [], thirdParty: []}],
    ['the first base counts', '<base href="/a/"><base href="http://b.vn/"><img src="x">', {mixedPassive: []}],
    ['comment', '<!-- <script src="http://b.vn/x.js"></script> -->', {mixedActive: []}],
    ['text of a script', '<script>"<img src=http://b.vn/a.png>"</script>', {mixedPassive: []}],
    [
      'same registrable domain',
      '<script src="https://cdn.angiang.gov.vn/x.js"></script>',
      {thirdParty: [], resources: [{kind: 'script', thirdParty: false}]},
    ],
    ['another body under gov.vn', '<script src="https://cantho.gov.vn/x.js"></script>', {thirdParty: ['cantho.gov.vn']}],
    [
      'with integrity',
      '<script src="https://cdn.vn/x.js" integrity="sha384-abc"></script>',
      {resources: [{thirdParty: true, integrity: true}]},
    ],
    ['empty integrity', '<script src="https://cdn.vn/x.js" integrity=""></script>', {resources: [{thirdParty: true, integrity: false}]}],
    ['upper case', '<SCRIPT SRC=https://cdn.vn/x.js></SCRIPT>', {resources: [{thirdParty: true, integrity: false}]}],
    ['data address', '<img src="data:image/png;base64,AAAA">', {thirdParty: [], mixedPassive: []}],
    [
      'form to http',
      '<form action="http://b.vn/gui" method=POST><input name=hoten></form>',
      {forms: [{action: 'http://b.vn/gui', method: 'post', fields: 1, plain: true, search: false}]},
    ],
    [
      'form to itself',
      '<form><input name=hoten><input type=hidden><input type=submit></form>',
      {forms: [{action: home, fields: 1, plain: false}]},
    ],
    ['form by script', '<form action="javascript:send()"><input></form>', {forms: [{plain: false}]}],
    [
      'button that sends elsewhere',
      '<form action="/a"><input><button formaction="http://b.vn/"></button></form>',
      {forms: [{plain: false}, {plain: true}]},
    ],
    ['search', '<form><input name="tukhoa"><button>Tìm</button></form>', {forms: [{search: true}]}],
    [
      'password',
      '<form action="/login"><input name=u><input type=PassWord name=p></form>',
      {passwordFields: 1, forms: [{passwordFields: 1, fields: 2, search: false}]},
    ],
    ['password outside forms', '<div><input type="password"></div>', {passwordFields: 1, forms: []}],
    ['form that is never closed', '<form action="/a"><input name=x><p>', {forms: [{fields: 1}]}],
    ['notice', '<a href="/x">Chính sách <b>bảo mật</b></a>', {privacyNotice: true, privacyNoticeUrl: `${home}x`}],
    ['notice by entity', '<a href="/x">B&#7842;O V&#7878; D&#7918; LI&#7878;U C&#193; NH&#194;N</a>', {privacyNotice: true}],
    ['notice by address', '<a href="/quyen-rieng-tu.html"><img src=a.png></a>', {privacyNotice: true}],
    ['notice in marked words', '<a href="/x"><span>Quyền riêng</span> <em>tư</em></a>', {privacyNotice: true}],
    ['no notice', '<a href="/gioi-thieu">Giới thiệu</a>', {privacyNotice: false, links: 1}],
    ['generator', '<meta name="Generator" content="WordPress 6.4.2">', {generators: ['WordPress 6.4.2']}],
  ])('%s', (_, html, expected) => {
    const {value, gaps} = read(html)
    expect(value).toMatchObject(expected)
    expect(gaps).toEqual({})
  })

  it('words of Vietnamese in parts are put together', () => {
    expect(read(`<a href="/x">${'chính sách bảo mật'.normalize('NFD')}</a>`).value.privacyNotice).toBe(true)
  })

  it('a page over http has no mixed content, and its forms are plain', () => {
    const {value} = read('<script src="http://b.vn/x.js"></script><form><input></form>', {url: 'http://a.gov.vn/'})
    expect(value).toMatchObject({https: false, mixedActive: [], forms: [{plain: true}]})
  })

  it('a policy that lifts http to https leaves nothing mixed', () => {
    const {value} = read('<script src="http://b.vn/x.js"></script><form action="http://b.vn/"><input></form>', {upgrades: true})
    expect(value).toMatchObject({mixedActive: [], forms: [{plain: false}]})
  })

  it('what was not read to its end proves nothing by what it lacks', () => {
    const {value, gaps} = read('<form><input></form>', {truncated: true})
    expect(value).not.toHaveProperty('privacyNotice')
    expect(Object.keys(gaps)).toEqual(expect.arrayContaining(['forms.+', 'passwordFields.+', 'mixedActive.+', 'privacyNotice']))
  })

  it('a policy counts in the head only', () => {
    const csp = '<meta http-equiv="Content-Security-Policy" content="default-src \'self\'">'
    expect(parsePage(Buffer.from(`<head>${csp}</head>`)).metaCsp).toEqual(["default-src 'self'"])
    expect(parsePage(Buffer.from(`<head></head><body>${csp}`)).metaCsp).toEqual([])
  })

  it('links are whole, once, to pages only', () => {
    const raw = parsePage(
      Buffer.from(
        '<base href="/tin/"><a href="1#a">Một</a><a href="1#b">Hai</a><a href="mailto:a@b.vn">m</a><a href="http://u:p@c.vn/">c</a>',
      ),
    )
    expect(linksOf(raw, home)).toEqual([{url: `${home}tin/1`, text: 'Một Hai'}])
  })
})

describe('hostile pages', () => {
  it.each<[string, string]>([
    ['deep', '<div>'.repeat(500_000)],
    ['attributes', `<div ${Array.from({length: 300_000}, (_, n) => `a${n}`).join(' ')}>`],
    ['tags', '<b></b>'.repeat(400_000)],
    ['forms', '<form><input></form>'.repeat(100_000)],
    ['scripts', '<script src="http://b.vn/x"></script>'.repeat(80_000)],
    ['unclosed attribute', `<a href="${'x'.repeat(2_900_000)}`],
    ['unclosed comment', `<!--${'-'.repeat(2_900_000)}`],
    ['links', Array.from({length: 60_000}, (_, n) => `<a href="/${n}">${n}</a>`).join('')],
    ['long address', `<img src="http://b.vn/${'x'.repeat(2_000_000)}">`],
    ['signs', '<'.repeat(2_900_000)],
    ['nothing', ''],
    ['binary', '\u0000\ufffd\u0001'.repeat(100_000)],
  ])('%s: facts stay small and come in time', (_, html) => {
    const started = performance.now()
    const {value} = read(html)
    expect(JSON.stringify(value).length).toBeLessThan(300_000)
    expect(performance.now() - started).toBeLessThan(3000)
  })

  it('limits are said', () => {
    expect(Object.keys(read('<div>'.repeat(5000)).gaps)).toContain('forms.+')
    expect(Object.keys(read('<form><input></form>'.repeat(60)).gaps)).toContain('forms.+')
  })
})

describe('libraries by their address', () => {
  it.each<[string, string | undefined]>([
    ['/js/jquery-1.12.4.min.js', 'jquery 1.12.4'],
    ['/js/jquery.1.9.js', 'jquery 1.9'],
    ['https://ajax.googleapis.com/ajax/libs/jquery/3.6.0/jquery.min.js', 'jquery 3.6.0'],
    ['https://cdn.jsdelivr.net/npm/bootstrap@3.4.1/dist/css/bootstrap.min.css', 'bootstrap 3.4.1'],
    ['/ui/jquery-ui-1.12.1.min.js', 'jquery ui 1.12.1'],
    // The number is one of the site.
    ['/js/jquery.min.js?ver=1.12.4', undefined],
    ['/js/jquery-migrate-1.4.1.min.js', undefined],
    ['/js/jquery-1.12.4.min.js.txt', undefined],
    ['/js/myjquery-1.12.4.js', undefined],
    [`/jquery/${'1.1/'.repeat(500)}`, undefined],
  ])('%s is %s', (address, expected) => {
    const found = librariesOf([new URL(address, home).href], tables).map(({name, version}) => `${name} ${version}`)
    expect(found).toEqual(expected === undefined ? [] : [expected])
  })
})

describe('security.txt', () => {
  const url = `${home}.well-known/security.txt`
  const good = 'Contact: mailto:baomat@stp.gov.vn\nExpires: 2027-06-01T00:00:00+07:00\n'
  it.each<[string, string, string, string[]]>([
    ['good', good, 'text/plain; charset=utf-8', []],
    ['comments, CRLF, unknown field', `# x\r\n${good.replaceAll('\n', '\r\n')}Other: 1\r\n`, 'text/plain', []],
    ['lower case', good.toLowerCase(), 'text/plain', []],
    ['no contact', 'Expires: 2027-06-01T00:00:00Z', 'text/plain', ['contact-missing']],
    ['no end', 'Contact: https://a.vn', 'text/plain', ['expires-missing']],
    ['two ends', `${good}Expires: 2028-06-01T00:00:00Z`, 'text/plain', ['expires-repeated']],
    ['no moment', 'Contact: https://a.vn\nExpires: 01/06/2027', 'text/plain', ['expires-not-a-moment']],
    ['no such day', 'Contact: https://a.vn\nExpires: 2027-13-01T00:00:00Z', 'text/plain', ['expires-not-a-moment']],
    ['contact without scheme', 'Contact: baomat@stp.gov.vn\nExpires: 2027-06-01T00:00:00Z', 'text/plain', ['contact-not-a-uri']],
    ['over http', `${good}Policy: http://a.vn/p`, 'text/plain', ['policy-not-https']],
    ['two lists of languages', `${good}Preferred-Languages: vi\nPreferred-Languages: en`, 'text/plain', ['preferred-languages-repeated']],
    ['other type', good, 'application/octet-stream', ['not-text-plain']],
    ['other letters', good, 'text/plain; charset=iso-8859-1', ['not-utf-8']],
    ['line that is no field', `${good}hello`, 'text/plain', ['line-not-a-field']],
  ])('%s', (_, body, type, errors) => {
    expect(parseSecurityTxt(body, url, type)).toMatchObject({present: true, valid: errors.length === 0, errors})
  })

  it('a signature is taken off', () => {
    const signed = `-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA512\n\n- ${good}-----BEGIN PGP SIGNATURE-----\n\nabc\n-----END PGP SIGNATURE-----\n`
    expect(parseSecurityTxt(signed, url, 'text/plain')).toMatchObject({valid: true, signed: true, expires: '2027-05-31T17:00:00.000Z'})
  })

  it.each<[string, string, boolean]>([
    [good, 'text/plain', true],
    ['<!DOCTYPE html><p>Contact: x', 'text/plain', false],
    [good, 'text/html', false],
    ['Không tìm thấy', 'text/plain', false],
    ['', 'text/plain', false],
  ])('%j of %s is one: %s', (body, type, is) => {
    expect(looksLikeSecurityTxt(body, type)).toBe(is)
  })

  it('a hostile one ends', () => {
    expect(parseSecurityTxt('Contact: a\n'.repeat(1_000_000), url, 'text/plain').contacts).toHaveLength(10)
  })
})
