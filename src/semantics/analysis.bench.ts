// What a keystroke costs: parsing and checking a script of a thousand lines. Aims on an ordinary machine, warm: 2 ms for
// the tree, 16 ms for the types.
import { bench, describe } from 'vitest'
import { parse } from '../syntax/index.ts'
import { analyze } from './index.ts'
import { packages } from './testdata/packages.ts'

const piece = (
  n: number,
) => `base${n} = from(bucket: "b") |> range(start: -1h) |> filter(fn: (r) => r._measurement == "cpu" and r.host =~ /a.*/)
x${n} = base${n}
    |> filter(fn: (r) => r._field == "usage_user" or r._field == "usage_system")
    |> aggregateWindow(every: 1m, fn: mean, createEmpty: false)
    |> map(fn: (r) => ({r with percent: r._value * 100.0, label: "\${r.host}: \${r._value}"}))
    |> group(columns: ["host"])
    |> yield(name: "x")
f${n} = (tables=<-, n=5, scale) => {
    y = float(v: n) * scale

    return tables |> map(fn: (r) => ({_value: r._value + y, _time: r._time}))
}
x${n} |> f${n}(scale: 2.0) |> limit(n: 10) |> sort(columns: ["_value"], desc: true)
`

const script = Array.from({ length: 77 }, (_, n) => piece(n)).join('')
const file = parse(script)

describe('a thousand lines', () => {
  bench('parse', () => {
    parse(script)
  })
  bench('check', () => {
    analyze(file, packages)
  })
})
