/** What a sign is about: two of different kinds must agree before anything is concluded. */
export const signalKinds = [
  'words',
  'links',
  'hidden',
  'topic',
  'difference',
  'sitemap',
  'script',
  'canonical',
  'keywords',
  'redirect',
  'frame',
  'defacement',
  'short-page',
  'black-page',
] as const
export type SignalKind = (typeof signalKinds)[number]

/** Faults that signs speak for; each is a list of the fact and a check of its own. */
export const spamForms = ['visible', 'hidden', 'cloakedCrawler', 'cloakedReferrer', 'sitemap', 'redirect', 'iframe', 'defaced'] as const
export type SpamForm = (typeof spamForms)[number]
