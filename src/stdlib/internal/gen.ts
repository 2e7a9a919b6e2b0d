// internal/gen: random tables for tests, the same for the same seed as the reference makes them.
import { composed, packageOf } from '../../library/index.ts'
import { FrameBuilder, type TableStream } from '../../tables/index.ts'
import { fault, nullOf, RecordValue, Time, typeName, type Value } from '../../values/index.ts'
import { GoRandom } from './gen/goRandom.ts'

const PERIOD = 10_000_000_000n
const MAX_ROWS = 2_000_000n
const DEFAULT_ROWS = 6n
const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'

interface Tag {
  readonly name: string
  readonly cardinality: number
}

function tagOf(value: Value, i: number): Tag {
  if (!(value instanceof RecordValue)) throw fault('invalid', `tag at index ${i} must be an object`)
  const [name, cardinality] = [value.get('name'), value.get('cardinality')]
  if (name === undefined) throw fault('invalid', `missing "name" parameter in tag at index ${i}`)
  if (typeof name !== 'string')
    throw fault('invalid', `expected string for "name" at index ${i}, got ${typeName(name)}`)
  if (cardinality === undefined) throw fault('invalid', `missing "cardinality" parameter in tag at index ${i}`)
  if (typeof cardinality !== 'bigint')
    throw fault('invalid', `expected int for "cardinality" at index ${i}, got ${typeName(cardinality)}`)
  return { name, cardinality: Math.max(0, Number(cardinality)) }
}

/** Three to seven letters and digits, a letter first. */
function tagValue(random: GoRandom): string {
  const size = random.below(5) + 3
  let text = ''
  for (let i = 0; i < size; i++) text += letters[random.below(i === 0 ? 52 : 62)]
  return text
}

/** The tag values of every series: all values of a tag with all of those before. */
function seriesOf(tags: readonly Tag[], random: GoRandom): string[][] {
  let series: string[][] = [[]]
  for (const { cardinality } of tags) {
    const values = Array.from({ length: cardinality }, () => tagValue(random))
    series = series.flatMap(s => values.map(v => [...s, v]))
  }
  return series
}

interface Asked {
  readonly tags: readonly Tag[]
  readonly rows: number
  readonly nulls: number
  readonly seed: bigint
  readonly start: bigint
}

function randomTables({ tags, rows, nulls, seed, start }: Asked): TableStream {
  const random = new GoRandom(seed)
  const names = tags.map(t => t.name)
  const builder = new FrameBuilder(
    [
      ...names.map(label => ({ label, type: 'string' as const })),
      { label: '_time', type: 'time' },
      { label: '_value', type: 'float' },
    ],
    names,
  )
  const [first, ...others] = seriesOf(tags, random)
  // the reference takes the first series off its heap, and then the others from the last on
  for (const series of [first, ...others.reverse()])
    for (let i = 0; i < rows; i++) {
      const missing = nulls > 0 && nulls > random.float()
      const value = missing ? nullOf('float') : random.normal() * 50
      builder.addRow([...series, new Time(start + BigInt(i) * PERIOD), value])
    }
  return builder.buildGrouped()
}

export const gen = packageOf('internal/gen', 'Random tables for tests.', {
  tables: composed(
    '(n: int, ?nulls: float, ?seed: int, ?tags: [{cardinality: int, name: string}]) => stream[{A with _value: float, _time: time}]',
    {
      summary: 'Tables of random floats every ten seconds, one for each combination of tag values.',
      params: {
        n: 'How many rows a table has.',
        nulls: 'How likely a value is null, from 0 to 1.',
        seed: 'Where the random numbers begin; without it every run differs.',
        tags: 'Names of columns of the group key, and how many values each has.',
      },
      examples: [
        `import "internal/gen"

gen.tables(n: 5, seed: 123, tags: [{name: "host", cardinality: 2}])`,
      ],
      build({ n, nulls, seed, tags }, context) {
        const known = ((tags ?? []) as readonly Value[]).map(tagOf).filter(t => t.cardinality > 0)
        const rows = n === 0n ? DEFAULT_ROWS : n < 0n ? 0n : n
        const total = known.reduce((all, t) => all * BigInt(t.cardinality), rows)
        if (total > MAX_ROWS)
          throw fault('resource exhausted', `${total} rows would fill the memory (at most ${MAX_ROWS})`)
        const now = context.startedAt.ns
        const asked = {
          tags: known,
          rows: Number(rows),
          nulls: nulls ?? 0,
          seed: seed ?? now,
          start: now - (now % PERIOD) - rows * PERIOD,
        }
        return context.stream({ inputs: [], kind: 'pure', run: () => randomTables(asked) })
      },
    },
  ),
})
