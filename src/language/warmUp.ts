// The first checks of a page are slow because none of the checker's code has run yet: it is compiled when it is first
// called, and compiled well only when it has been called often. A worker that checks a little of everything while the
// page still loads has that behind it before anybody pastes a long script.
import { diagnose } from './diagnostics.ts'
import { openScript } from './openScript.ts'

/** Short scripts of many sorts of statements, the shortest first, and two as they are while somebody writes them. */
const samples = [
  'import "array"\n\narray.from(rows: [{_value: 1.0}]) |> mean()\n',
  `from(bucket: "b")
    |> range(start: -1h, stop: now())
    |> filter(fn: (r) => r._measurement == "m" and r._field == "f" or not (r.host =~ /^web/))
    |> aggregateWindow(every: 5m, fn: mean, createEmpty: false)
    |> yield(name: "means")
`,
  `import "date"
import "strings"

option task = {name: "warm", every: 1h, offset: 5m}

limit = 10.5
cpu = from(bucket: "b") |> range(start: -task.every) |> filter(fn: (r) => r._value > limit)

cpu
    |> map(fn: (r) => ({_time: r._time, name: strings.toUpper(v: r.host), hour: date.hour(t: r._time)}))
    |> drop(columns: ["name"])
    |> yield(name: "named")
`,
  `label = (r, tag="none") => if exists r.host and r.host =~ /^web/ then "\${r.host}-x" else tag
rate = (tables=<-, unit=1s, by) => {
    per = float(v: int(v: unit)) / by

    return tables |> derivative(unit: unit, nonNegative: true) |> map(fn: (r) => ({r with _value: r._value * per}))
}

from(bucket: "b") |> range(start: -1d) |> rate(by: 2.0) |> map(fn: (r) => ({r with label: label(r: r)}))
`,
  `import "array"

rows = array.from(
    rows: [
        {_time: 2024-01-01T00:00:00Z, host: "a", _value: 1.0, ok: true},
        {_time: 2024-01-01T00:01:00Z, host: "b", _value: -2.0, ok: false},
    ],
)
counted = (tables=<-, column="_value") => tables |> group(columns: ["host"]) |> count(column: column)

rows |> counted() |> sort(columns: ["_value"], desc: true) |> limit(n: 5) |> yield(name: "counted")
rows |> window(every: 1m) |> max() |> group() |> pivot(rowKey: ["_time"], columnKey: ["host"], valueColumn: "_value")
`,
  `import "array"
import "join"

names = ["a": 1, "b": 2]
rows = array.from(rows: [{host: "a", _value: 1.0}, {host: "b", _value: 2.5}])
other = array.from(rows: [{host: "a", limit: 3, note: "n"}])
first = (rows |> findRecord(fn: (key) => true, idx: 0))._value

join.left(left: rows, right: other, on: (l, r) => l.host == r.host, as: (l, r) => ({l with over: l._value > first}))
    |> yield(name: "joined")
union(tables: [rows, rows |> set(key: "host", value: "c")])
    |> reduce(identity: {sum: 0.0, n: 0}, fn: (r, accumulator) => ({sum: accumulator.sum + r._value, n: accumulator.n + 1}))
`,
  `from(bucket: "b")
    |> range(start: -1h)
    |> filter(fn: (r) => r._valeu > "1" + 2)
    |> meen(column: missing)
`,
  `from(bucket: "b")
    |> range(start: -1h
    |> filter(fn: (r) => r._value = 1)
`,
]

/** So often that what every check runs is compiled for good; more gains little. */
const ROUNDS = 40

/** Yields after every sample, so that whoever drives it can let others in. */
export function* warmUp(): Generator<void, void> {
  for (let round = 0; round < ROUNDS; round++) {
    for (const sample of samples) {
      diagnose(openScript(sample))
      yield
    }
  }
}
