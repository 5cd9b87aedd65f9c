/**
 * What facts bear as their time when a file does not say when it was written. So old that every age limit calls them
 * stale: nothing passes on facts of an unknown age. Whoever knows the day puts it in its place.
 */
export const unknownTime = '1970-01-01T00:00:00Z'
