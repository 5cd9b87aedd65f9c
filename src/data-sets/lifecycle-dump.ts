import {z} from 'zod'
import {dayOf, timeOf} from '../lib/dates.ts'
import {day, moment} from '../model/text.ts'
import {parseWith} from './parse-with.ts'
import {refuse} from './refuse.ts'

/** A cycle as endoflife.date tells it; `undefined` where a date is not known or none was named. */
export interface DumpCycle {
  cycle: string
  releasedOn?: string
  endOfSupport?: string
  /** Support has ended, on a day that is not known. */
  ended?: true
  endOfExtended?: string
}

export interface LifecycleDump {
  asOf: string
  products: {product: string; cycles: DumpCycle[]}[]
}

// Numbers of cycles are sometimes written without quotes; a date may be true, false or null.
const cycleName = z.union([z.string().min(1).max(60), z.number().transform(String)])
const dayOrFlag = z.union([day, z.boolean(), z.null()]).optional()
const name = z.string().regex(/^[a-z0-9][a-z0-9.+_-]{0,79}$/i)

/** Front matter of the product pages, collected: dates are days or booleans. */
const collected = z.object({
  source: z.string().max(300),
  commitDate: moment,
  products: z
    .array(
      z.object({
        product: name,
        releases: z
          .array(
            z.object({
              cycle: cycleName,
              releaseDate: dayOrFlag,
              eol: dayOrFlag,
              eoes: dayOrFlag,
            }),
          )
          .max(2000),
      }),
    )
    .max(5000),
})

// https://endoflife.date/docs/api/v1/, FullProductListResponse.
const apiRelease = z.object({
  name: z.string().min(1).max(60),
  releaseDate: day.nullish(),
  isEol: z.boolean(),
  eolFrom: day.nullish(),
  eoesFrom: day.nullish(),
  latest: z.object({date: day.nullish()}).nullish(),
})
const apiDump = z.object({
  schema_version: z.string().regex(/^1\.\d+(?:\.\d+)?/, 'version 1 of the API'),
  generated_at: moment.optional(),
  total: z.number().int().min(0),
  result: z.array(z.object({name, releases: z.array(apiRelease).max(2000)})).max(5000),
})

export function isLifecycle(value: object): boolean {
  return ('products' in value && 'commitDate' in value) || ('schema_version' in value && 'result' in value)
}

/** Reads either form. `today` bounds the day of a dump that does not say its own: dates to come are plans, not facts. */
export function parseLifecycle(value: object, where: string, today: string): LifecycleDump {
  return 'result' in value ? fromApi(parseWith(apiDump, value, where), where, today) : fromCollected(parseWith(collected, value, where))
}

function fromCollected({commitDate, products}: z.infer<typeof collected>): LifecycleDump {
  return {
    asOf: dayOf(timeOf(commitDate)),
    products: products.map(({product, releases}) => ({
      product,
      cycles: releases.map(({cycle, releaseDate, eol, eoes}) => cycleOf(cycle, dayIn(releaseDate), dayIn(eol), eol === true, dayIn(eoes))),
    })),
  }
}

function fromApi({generated_at, total, result}: z.infer<typeof apiDump>, where: string, today: string): LifecycleDump {
  if (total !== result.length)
    throw refuse('count-differs', where, {
      vi: `Tệp ghi ${total} sản phẩm nhưng có ${result.length}: tệp bị cắt hoặc bị sửa`,
      en: `The file says ${total} products but holds ${result.length}: it was cut or altered`,
    })
  const newest = result
    .flatMap(({releases}) => releases.flatMap(({latest}) => latest?.date ?? []))
    .filter((date) => date <= today)
    .reduce((last, date) => (date > last ? date : last), '')
  const asOf = generated_at === undefined ? newest : dayOf(timeOf(generated_at))
  if (asOf === '')
    throw refuse('no-day', where, {
      vi: 'Tệp không cho biết dữ liệu của ngày nào (không có generated_at, không có ngày phát hành)',
      en: 'The file does not tell what day its data is of (no generated_at, no release dates)',
    })
  return {
    asOf,
    products: result.map(({name: product, releases}) => ({
      product,
      cycles: releases.map((release) => cycleOf(release.name, release.releaseDate, release.eolFrom, release.isEol, release.eoesFrom)),
    })),
  }
}

function dayIn(value: string | boolean | null | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined
}

function cycleOf(
  cycle: string,
  releasedOn: string | null | undefined,
  endOfSupport: string | null | undefined,
  isEnded: boolean,
  endOfExtended: string | null | undefined,
): DumpCycle {
  return {
    cycle,
    ...(releasedOn ? {releasedOn} : {}),
    ...(endOfSupport ? {endOfSupport} : isEnded ? {ended: true as const} : {}),
    ...(endOfExtended ? {endOfExtended} : {}),
  }
}
