// What a keystroke costs in a script of a thousand lines, once it parses and once with a bracket missing in the middle,
// and what formatting it costs. Aim on an ordinary machine, warm: 16 ms from the text to all diagnostics.
import { bench, describe } from 'vitest'
import { format } from './index.ts'
import { allDiagnostics } from './testdata/catalogue.ts'

const piece = (
  n: number,
) => `base${n} = from(bucket: "b") |> range(start: -1h) |> filter(fn: (r) => r._measurement == "cpu")
base${n}
    |> filter(fn: (r) => r._field == "usage_user" or r._field == "usage_system")
    |> aggregateWindow(every: 1m, fn: mean, createEmpty: false)
    |> map(fn: (r) => ({r with percent: r._value * 100.0, label: "\${r.host}: \${r._value}"}))
    |> group(columns: ["host"])
    |> yield(name: "x${n}")
f${n} = (tables=<-, n=5, scale) => {
    y = float(v: n) * scale

    return tables |> map(fn: (r) => ({_value: r._value + y, _time: r._time}))
}
base${n} |> f${n}(scale: 2.0) |> sort(columns: ["_value"], desc: true) |> yield(name: "y${n}")
`

const script = Array.from({ length: 77 }, (_, n) => piece(n)).join('')
const broken = script.replace('n: 5, scale)', 'n: 5, scale').replace('name: "x40")', 'name: "x40"')

describe('a thousand lines', () => {
  bench('text to diagnostics', () => {
    allDiagnostics(script)
  })
  bench('text to diagnostics, a bracket missing', () => {
    allDiagnostics(broken)
  })
  bench('format', () => {
    format(script)
  })
})
