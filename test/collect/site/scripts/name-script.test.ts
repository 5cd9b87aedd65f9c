import {describe, expect, it} from 'vitest'
import {createScriptNamer} from '../../../../src/collect/site/scripts/name-script.ts'
import {createBannerReader} from '../../../../src/collect/site/scripts/read-banners.ts'
import {loadJsLibraries} from '../../../../src/content/load-js-libraries.ts'

const tables = loadJsLibraries()
const nameOf = createScriptNamer(tables)
const readBanners = createBannerReader(tables)
const named = (address: string) => {
  const found = nameOf(address)
  return found && [found.library.id, found.version].join(' ').trim()
}
const read = (head: string, file?: string) =>
  readBanners(
    head,
    tables.libraries.find(({id}) => id === file),
  ).map(({library, version}) => `${library.id} ${version}`)

describe('a library by the address of its file', () => {
  it.each([
    ['https://a.gov.vn/js/jquery-1.12.4.min.js', 'jquery 1.12.4'],
    ['https://code.jquery.com/jquery-3.5.1.slim.min.js', 'jquery 3.5.1'],
    ['https://ajax.googleapis.com/ajax/libs/jquery/1.11.1/jquery.min.js', 'jquery 1.11.1'],
    ['https://cdnjs.cloudflare.com/ajax/libs/jquery-validate/1.19.0/jquery.validate.min.js', 'jquery-validation 1.19.0'],
    ['https://code.jquery.com/ui/1.12.1/jquery-ui.min.js', 'jquery-ui 1.12.1'],
    ['https://a.gov.vn/Scripts/jquery-ui-1.8.16.custom.min.js', 'jquery-ui 1.8.16'],
    ['https://a.gov.vn/lib/bootstrap-3.3.7/js/bootstrap.bundle.min.js', 'bootstrap 3.3.7'],
    ['https://cdn.jsdelivr.net/npm/bootstrap@5.3.3/dist/js/bootstrap.bundle.min.js', 'bootstrap 5.3.3'],
    ['https://cdn.jsdelivr.net/npm/vue@2.6.14', 'vue 2.6.14'],
    ['https://unpkg.com/vue@3/dist/vue.global.prod.js', 'vue 3'],
    // Scripts all of them: a name alone is enough, as of a bundle.
    ['https://unpkg.com/vue', 'vue'],
    ['https://cdn.datatables.net/1.10.19/js/jquery.dataTables.min.js', 'datatables 1.10.19'],
    ['https://cdn.datatables.net/v/bs4/jszip-2.5.0/dt-1.10.20/datatables.min.js', 'datatables 1.10.20'],
    ['https://cdn.ckeditor.com/4.16.0/standard/ckeditor.js', 'ckeditor 4.16.0'],
    ['https://cdn.ckeditor.com/ckeditor5/35.0.1/classic/ckeditor.js', undefined],
    ['https://a.gov.vn/Resources/Libraries/jQuery/03_05_01/jquery.js?cdv=91', 'jquery 3.5.1'],
    ['https://a.gov.vn/wp-includes/js/jquery/jquery.min.js?ver=3.7.1', 'jquery 3.7.1'],
    ['https://a.gov.vn/wp-content/themes/x/js/jquery.min.js?ver=6.4.2', 'jquery'],
    ['https://a.gov.vn/js/jquery.js?v=3.7.1', 'jquery'],
    // The folder is the site's own: its number is none of the library.
    ['https://a.gov.vn/assets/2.1.0/js/jquery.min.js', 'jquery'],
    ['https://cdnjs.cloudflare.com/ajax/libs/video.js/7.10.2/video.min.js', 'videojs 7.10.2'],
    ['https://a.gov.vn/js/video.js', undefined],
    ['https://a.gov.vn/js/angular-route.min.js', undefined],
    ['https://a.gov.vn/js/jquery.validate.unobtrusive.min.js', undefined],
    ['https://a.gov.vn/js/jquery.cookie-1.4.1.js', undefined],
    ['https://a.gov.vn/bundles/jquery?v=FVs3ACwOLIVInrAl5sdzR2jrCDmVOWFbZMY6g6Q0ulE1', 'jquery'],
    ['no address', undefined],
  ])('%s', (address, expected) => expect(named(address)).toBe(expected))

  it('is quick on a hostile address', () => {
    const long = `https://a.gov.vn/${'a-'.repeat(4000)}${'1.'.repeat(4000)}js/${'-'.repeat(9000)}.js`
    const start = performance.now()
    for (let i = 0; i < 50; i++) nameOf(long)
    expect(performance.now() - start).toBeLessThan(5000)
  })
})

describe('a library by how its file begins', () => {
  it.each([
    ['/*! jQuery v1.12.4 | (c) jQuery Foundation | jquery.org/license */\n!function(a,b){', ['jquery 1.12.4']],
    ['/*!\n * jQuery JavaScript Library v3.4.1\n * https://jquery.com/\n *', ['jquery 3.4.1']],
    ['/*! jQuery v1.12.4-aem | (c) x */', ['jquery 1.12.4-aem']],
    ['/*! jQuery UI - v1.12.1 - 2016-09-14\n* http://jqueryui.com', ['jquery-ui 1.12.1']],
    ['/*!\n * jQuery UI 1.8.16\n *\n', ['jquery-ui 1.8.16']],
    ['/*!\n * jQuery UI Touch Punch 0.2.3\n *', []],
    ['/*!\n * Bootstrap v3.3.7 (http://getbootstrap.com)\n */', ['bootstrap 3.3.7']],
    ['/*!\n  * Bootstrap v4.5.2 (https://getbootstrap.com/)\n', ['bootstrap 4.5.2']],
    ['/*\n AngularJS v1.6.9\n (c) 2010-2018 Google', ['angularjs 1.6.9']],
    ['/**\n * @license AngularJS NES v1.9.9', []],
    ['/*!\n * Vue.js v2.6.14\n * (c) 2014-2021 Evan You', ['vue 2.6.14']],
    ['/**\n* vue v3.4.21\n* (c) 2018-present', ['vue 3.4.21']],
    ['/** @license React v16.8.6\n * react.production.min.js', ['react 16.8.6']],
    ['/** @license React v16.8.6\n * react-dom.production.min.js', []],
    ['/**\n * @license\n * Lodash lodash.com/license | Underscore.js 1.8.3 underscorejs.org/LICENSE\n */', []],
    ['//     Underscore.js 1.8.3\n//     http://underscorejs.org', ['underscore 1.8.3']],
    ['//! moment.js\n//! version : 2.24.0\n', ['moment 2.24.0']],
    ['/**!\n\n @license\n handlebars v4.7.6\n', ['handlebars 4.7.6']],
    ['/*! DataTables 1.10.20\n * ©2008-2019', ['datatables 1.10.20']],
    ['/*! Buttons for DataTables 1.5.6', []],
    ['/**\n * Swiper 6.8.4\n * Most modern', ['swiper 6.8.4']],
    ['a.dom)return;window.CKEDITOR||(window.CKEDITOR=function(){var d={timestamp:"N6MD",version:"4.22.1 (Standard)"', ['ckeditor 4.22.1']],
    ['/*! @license DOMPurify 2.3.1 | (c) Cure53', ['dompurify 2.3.1']],
    ['/*! jQuery v3.7.1 | (c) */x=1;\n/*!\n * Bootstrap v3.4.1 (https://getbootstrap.com/)\n', ['jquery 3.7.1', 'bootstrap 3.4.1']],
  ])('%s', (head, expected) => expect(read(head)).toEqual(expected))

  it('takes what any file may say only in a file of that name', () => {
    const head = "/**\n * @license\n * Lodash <https://lodash.com/>\n */\nvar VERSION = '4.17.21';"
    expect(read(head)).toEqual([])
    expect(read(head, 'lodash')).toEqual(['lodash 4.17.21'])
    expect(read('// 4.9.11 (2020-07-13)\n!function(){', 'tinymce')).toEqual(['tinymce 4.9.11'])
  })

  it('is quick on hostile text', () => {
    const start = performance.now()
    for (const text of ['timestamp:"', '/*! jQuery v', '* ', "VERSION = '"]) read(text.repeat(8192 / text.length), 'lodash')
    expect(performance.now() - start).toBeLessThan(5000)
  })
})
