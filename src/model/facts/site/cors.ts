import {z} from 'zod'

/** What the site permits a foreign origin that nobody knows. */
export const cors = z.strictObject({
  asked: z.string().max(100).describe('Origin of the request'),
  allowOrigin: z.string().max(200).describe('Access-Control-Allow-Origin; empty: not sent'),
  reflected: z.boolean().describe('The foreign origin is permitted by name'),
  credentials: z.boolean().describe('With cookies and log-ins of the visitor'),
})
