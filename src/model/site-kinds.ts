/** What a site of the register is. */
export const siteKinds = ['portal', 'component', 'service', 'internal', 'mail', 'other'] as const
export type SiteKind = (typeof siteKinds)[number]
