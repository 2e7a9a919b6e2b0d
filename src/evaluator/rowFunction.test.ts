// A row function gives the same whether its body runs over whole columns or row by row, faults and nulls included.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { analyze, run } from '../flux.ts'
import { cell, columnNamed, type TableStream } from '../tables/index.ts'
import { corpusHost } from '../testing/corpusHost.ts'

/** Numbers of two types, texts and booleans, each sometimes null. */
const rows = fc.array(
  fc.record({
    i: fc.option(fc.integer({ min: -3, max: 3 })),
    f: fc.option(fc.constantFrom(-1.5, 0, 0.5, 2)),
    s: fc.option(fc.constantFrom('', 'a', 'ab', 'é')),
    b: fc.option(fc.boolean()),
  }),
  { minLength: 1, maxLength: 6 },
)

type Text = fc.Arbitrary<string>
const { truth } = fc.letrec<{ number: string; truth: string }>(tie => ({
  number: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom('r.f', '1.5', '0.0'),
    fc.tuple(tie('number') as Text, fc.constantFrom('+', '-', '*', '/'), tie('number') as Text).map(p => `(${p.join(' ')})`), // biome-ignore format: one rule
  ),
  truth: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom('r.b', 'true', 'false', 'r.s == "a"', 'r.s != "ab"', 'r.s =~ /a/', 'exists r.i', 'r.i > 0', 'r.i == 2', '6 / r.i > 1', 'not r.b', 'r.i < r.f'), // biome-ignore format: one rule
    fc.tuple(tie('number') as Text, fc.constantFrom('<', '<=', '>', '>=', '==', '!='), tie('number') as Text).map(p => p.join(' ')), // biome-ignore format: one rule
    fc.tuple(tie('truth') as Text, fc.constantFrom('and', 'or'), tie('truth') as Text).map(p => `(${p.join(' ')})`),
  ),
}))

type Row = { i: number | null; f: number | null; s: string | null; b: boolean | null }

function csvOf(all: readonly Row[]): string {
  const text = (v: unknown): string => (v === null ? '' : String(v))
  const lines = all.map((r, n) => `,,0,${n},${text(r.i)},${text(r.f)},${text(r.s)},${text(r.b)}`)
  return `#datatype,string,long,long,long,double,string,boolean
#group,false,false,false,false,false,false,false
#default,_result,,,,,,
,result,table,n,i,f,s,b
${lines.join('\n')}
`
}

/** What is left of the rows, or the fault. `opaque` hides the body behind a local, which no kernel looks through. */
async function kept(all: readonly Row[], predicate: string, opaque: boolean): Promise<string> {
  const body = opaque ? `{\n    x = ${predicate}\n\n    return x\n}` : predicate
  const script = `import "csv"\n\ncsv.from(csv: "${csvOf(all)}")\n    |> filter(fn: (r) => ${body})\n`
  const { results, failure } = await run(analyze(script), corpusHost)
  if (failure) return failure.message.replace(/\d+:\d+-\d+:\d+/g, '')
  return numbersOf(results[0].stream)
}

function numbersOf(stream: TableStream): string {
  const [frame] = stream.frames
  if (!frame) return ''
  const column = columnNamed(frame, 'n')!
  return Array.from({ length: frame.offsets[1] }, (_, i) => String(cell(column, 0, i))).join(',')
}

describe('row functions', () => {
  test('filters agree, vectorised and by row', async () => {
    await fc.assert(
      fc.asyncProperty(rows, truth, async (all, predicate) => {
        expect(await kept(all, predicate, false)).toBe(await kept(all, predicate, true))
      }),
      { numRuns: 600, seed: 11 },
    )
  })
})
