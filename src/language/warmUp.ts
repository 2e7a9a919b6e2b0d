// The first check of a page is slow because none of the checker's code has run yet. A worker that checks a little of
// everything when it starts has that behind it before anybody pastes a long script.
import { diagnose } from './diagnostics.ts'

const sample = `import "array"
import "strings"

option task = {name: "warm", every: 1h}
limit = 10.5
label = (r, tag="none") => if exists r.host and r.host =~ /^web/ then "\${r.host}-x" else tag
rows = array.from(rows: [{_time: 2024-01-01T00:00:00Z, host: "a", _value: 1.0}, {_time: now(), host: "b", _value: -2.0}])
counted = (tables=<-, column="_value") => tables |> group(columns: ["host"]) |> count(column: column)

from(bucket: "b")
    |> range(start: -1h, stop: now())
    |> filter(fn: (r) => r._measurement == "m" and r._field == "f" or not (r._value > limit))
    |> map(fn: (r) => ({r with label: label(r: r), upper: strings.toUpper(v: r.host), twice: r._value * 2.0}))
    |> aggregateWindow(every: 5m, fn: mean, createEmpty: false)
    |> yield(name: "means")
rows |> counted() |> sort(desc: true) |> pivot(rowKey: ["host"], columnKey: ["host"], valueColumn: "_value")
`

/** Some tens of milliseconds the first time. */
export function warmUp(): void {
  for (let round = 0; round < 12; round++) diagnose(sample)
}
