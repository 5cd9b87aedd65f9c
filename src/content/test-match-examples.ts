import type {MatchedProgram, MatchSoftware} from '../check/match-software.ts'
import type {LoadedProduct} from './load-lifecycle.ts'
import type {Problem} from './problem.ts'

/** Runs the examples of every product against the rules of all; what is recognised otherwise is a problem at its line. */
export function testMatchExamples(loaded: readonly LoadedProduct[], match: MatchSoftware): Problem[] {
  const problems: Problem[] = []
  for (const {product, file} of loaded) {
    for (const [index, example] of (product.examples?.match ?? []).entries()) {
      const {cycle, ...program} = example
      const got = match(program)
      if (got?.product === product.product && got.cycle === cycle) continue
      problems.push({
        ...file.placeOf(['examples', 'match', index]),
        message: {
          vi: `ví dụ "${example.name}" phải cho ${shown({product: product.product, cycle})} nhưng cho ${shown(got)}`,
          en: `the example "${example.name}" must give ${shown({product: product.product, cycle})} but gives ${shown(got)}`,
        },
      })
    }
    for (const [index, program] of (product.examples?.other ?? []).entries())
      if (match(program)?.product === product.product)
        problems.push({
          ...file.placeOf(['examples', 'other', index]),
          message: {
            vi: `"${program.name}" không được nhận ra là ${product.product}`,
            en: `"${program.name}" must not be recognised as ${product.product}`,
          },
        })
  }
  return problems
}

function shown(matched: (Partial<Pick<MatchedProgram, 'product'>> & {cycle?: string | undefined}) | undefined): string {
  return matched === undefined ? '-' : `${matched.product} ${matched.cycle ?? '?'}`
}
