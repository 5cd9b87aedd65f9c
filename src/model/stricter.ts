import {z} from 'zod'

const names = z.array(z.string().regex(/^[a-z][A-Za-z0-9]*$/)).min(1)

/** policies/stricter.yaml: which of two numbers is the stricter one, by the name of the value or parameter. */
export const stricter = z.strictObject({
  lower: names,
  higher: names.describe('Of two flags, the one that is set'),
  interval: names.describe('Periods within which something is done again; a shorter one shortens the answer too'),
})
export type Stricter = z.infer<typeof stricter>
