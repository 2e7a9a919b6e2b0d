// generate: a table out of a function of whole numbers.
import { composed, packageOf } from '../library/index.ts'
import { FrameBuilder, streamOf } from '../tables/index.ts'
import { fault, Time, typeName, type Value } from '../values/index.ts'
import { pointInTime } from './universe/range.ts'

const MAX_ROWS = 2_000_000n

export const generate = packageOf('generate', 'Tables out of functions.', {
  from: composed(
    '(count: int, fn: (n: int) => int, start: A, stop: A) => stream[{_value: int, _time: time, _stop: time, _start: time}] where A: Timeable',
    {
      summary: 'A table of so many rows at equal distances, their values made by a function.',
      params: {
        count: 'How many rows.',
        fn: 'A function of the row’s number `n`, from 0, to its value.',
        start: 'The time of the first row.',
        stop: 'Where the row after the last would be.',
      },
      examples: [
        `import "generate"

generate.from(count: 4, fn: (n) => n * n, start: 2024-01-01, stop: 2024-01-05)`,
      ],
      build({ count, fn, start, stop }, context) {
        if (count > MAX_ROWS)
          throw fault('resource exhausted', `${count} rows would fill the memory (at most ${MAX_ROWS})`)
        const now = context.now().ns
        const from = pointInTime(start, now)
        const distance = count > 0n ? (pointInTime(stop, now) - from) / count : 0n
        const builder = new FrameBuilder([
          { label: '_time', type: 'time' },
          { label: '_value', type: 'int' },
        ])
        for (let n = 0n; n < count; n++) {
          const value: Value = context.call(fn, { n })
          if (typeof value !== 'bigint')
            throw fault('invalid', `function must return type integer, but got ${typeName(value)}`)
          builder.addRow([new Time(from + n * distance), value])
        }
        const frame = builder.build()
        return context.stream({ inputs: [], kind: 'pure', run: () => streamOf(frame) })
      },
    },
  ),
})
