import {z} from 'zod'
import {day, id} from './text.ts'

const phrase = z
  .string()
  .min(2)
  .max(80)
  .regex(/^[\p{Ll}0-9+]+(?: [\p{Ll}0-9+]+)*$/u, 'lower-case words as a name is cut into them: letters, digits and "+"')

/** How one product is called on machines, and under which names the catalogue of CISA lists it. */
export const kevProduct = z.strictObject({
  id,
  title: z.string().min(2).max(100),
  products: z
    .array(z.string().max(60))
    .default([])
    .describe('Product keys of facts: os, browsers, mail clients; those of policies/lifecycle'),
  names: z.array(phrase).default([]).describe('Words that follow each other in the name of a program'),
  not: z.array(phrase).default([]).describe('Words that make it another program'),
  packages: z
    .array(z.string().regex(/^[a-z0-9][a-z0-9.+-]{0,60}\*?$/))
    .default([])
    .describe('Names of Linux packages; "*" at the end: any ending'),
  kev: z
    .array(
      z.strictObject({
        vendor: z.string().min(1).max(100).describe('vendorProject of the catalogue'),
        products: z.array(z.string().min(1).max(200)).default([]).describe('product, word for word'),
        containing: z.array(phrase).default([]).describe('Words that follow each other in product'),
      }),
    )
    .min(1),
})
export type KevProduct = z.infer<typeof kevProduct>

/** policies/kev-products.yaml. */
export const kevProducts = z.strictObject({
  products: z.array(kevProduct).min(1).max(500),
  source: z.string().max(300),
  checkedOn: day,
})
export type KevProducts = z.infer<typeof kevProducts>
