import type {KnownProduct} from './find-products.ts'

export interface BrowserProduct extends KnownProduct {
  engine: 'chromium' | 'firefox' | 'other'
  /** Folders of the profiles below a home folder, by where the browser comes from. */
  profiles?: {package?: string; snap?: string; flatpak?: string}
  /** Folders of policies that the computer's owner sets. */
  policies?: readonly string[]
}

const firefoxProfiles = {
  package: '.mozilla/firefox',
  snap: 'snap/firefox/common/.mozilla/firefox',
  flatpak: '.var/app/org.mozilla.firefox/.mozilla/firefox',
}

/** Browsers by the names of their packages. */
export const browserProducts = [
  {
    name: 'Google Chrome',
    product: 'chrome',
    engine: 'chromium',
    packages: ['google-chrome-stable', 'google-chrome-beta', 'google-chrome-unstable', 'google-chrome'],
    flatpaks: ['com.google.Chrome'],
    apps: ['Google Chrome'],
    profiles: {package: '.config/google-chrome', flatpak: '.var/app/com.google.Chrome/config/google-chrome'},
    policies: ['/etc/opt/chrome/policies/managed'],
  },
  {
    name: 'Chromium',
    product: 'chromium',
    engine: 'chromium',
    packages: ['chromium', 'chromium-browser'],
    snaps: ['chromium'],
    flatpaks: ['org.chromium.Chromium'],
    apps: ['Chromium'],
    profiles: {
      package: '.config/chromium',
      snap: 'snap/chromium/common/chromium',
      flatpak: '.var/app/org.chromium.Chromium/config/chromium',
    },
    policies: ['/etc/chromium/policies/managed', '/etc/chromium-browser/policies/managed'],
  },
  {
    name: 'Firefox',
    product: 'firefox',
    engine: 'firefox',
    packages: ['firefox', 'MozillaFirefox'],
    snaps: ['firefox'],
    flatpaks: ['org.mozilla.firefox'],
    apps: ['Firefox'],
    profiles: firefoxProfiles,
  },
  {name: 'Firefox ESR', product: 'firefox-esr', engine: 'firefox', packages: ['firefox-esr'], profiles: firefoxProfiles},
  {
    name: 'Microsoft Edge',
    product: 'edge',
    engine: 'chromium',
    packages: ['microsoft-edge-stable', 'microsoft-edge-beta', 'microsoft-edge-dev'],
    flatpaks: ['com.microsoft.Edge'],
    apps: ['Microsoft Edge'],
    profiles: {package: '.config/microsoft-edge', flatpak: '.var/app/com.microsoft.Edge/config/microsoft-edge'},
    policies: ['/etc/opt/edge/policies/managed'],
  },
  {
    name: 'Brave',
    product: 'brave',
    engine: 'chromium',
    packages: ['brave-browser'],
    snaps: ['brave'],
    flatpaks: ['com.brave.Browser'],
    apps: ['Brave Browser'],
    profiles: {
      package: '.config/BraveSoftware/Brave-Browser',
      snap: 'snap/brave/current/.config/BraveSoftware/Brave-Browser',
      flatpak: '.var/app/com.brave.Browser/config/BraveSoftware/Brave-Browser',
    },
    policies: ['/etc/brave/policies/managed'],
  },
  {
    name: 'Cốc Cốc',
    product: 'coc-coc',
    engine: 'chromium',
    packages: ['coccoc-browser-stable', 'coccoc-browser'],
    apps: ['CocCoc', 'Cốc Cốc'],
  },
  {
    name: 'Opera',
    product: 'opera',
    engine: 'other',
    packages: ['opera-stable'],
    snaps: ['opera'],
    flatpaks: ['com.opera.Opera'],
    apps: ['Opera'],
  },
  {
    name: 'Vivaldi',
    product: 'vivaldi',
    engine: 'other',
    packages: ['vivaldi-stable'],
    snaps: ['vivaldi'],
    flatpaks: ['com.vivaldi.Vivaldi'],
    apps: ['Vivaldi'],
  },
  {
    name: 'Yandex Browser',
    product: 'yandex-browser',
    engine: 'other',
    packages: ['yandex-browser-stable'],
    flatpaks: ['ru.yandex.Browser'],
  },
  {
    name: 'LibreWolf',
    product: 'librewolf',
    engine: 'other',
    packages: ['librewolf'],
    flatpaks: ['io.gitlab.librewolf-community'],
    apps: ['LibreWolf'],
  },
  {name: 'GNOME Web', product: 'gnome-web', engine: 'other', packages: ['epiphany-browser', 'epiphany'], flatpaks: ['org.gnome.Epiphany']},
  {name: 'Konqueror', product: 'konqueror', engine: 'other', packages: ['konqueror']},
  {name: 'Falkon', product: 'falkon', engine: 'other', packages: ['falkon'], flatpaks: ['org.kde.falkon']},
  {name: 'SeaMonkey', product: 'seamonkey', engine: 'other', packages: ['seamonkey']},
  {name: 'Midori', product: 'midori', engine: 'other', packages: ['midori']},
  {name: 'Safari', product: 'safari', engine: 'other', apps: ['Safari']},
] as const satisfies readonly BrowserProduct[]
