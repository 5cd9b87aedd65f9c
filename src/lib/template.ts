/**
 * Fills `{{name}}` places of a sentence; `{{params.x}}` reads a nested value. A place without a value throws: a report
 * with a hole in a sentence must not be printed.
 */
export function fillTemplate(
  template: string,
  values: Readonly<Record<string, unknown>>,
  show: (value: unknown) => string = String,
): string {
  return template.replace(/\{\{\s*([\w.-]+)\s*\}\}/g, (_, path: string) => {
    const value = path
      .split('.')
      .reduce<unknown>(
        (inner, step) => (typeof inner === 'object' && inner !== null ? (inner as Record<string, unknown>)[step] : undefined),
        values,
      )
    if (value === undefined) throw new Error(`no value for {{${path}}} in "${template.slice(0, 80)}"`)
    return show(value)
  })
}
