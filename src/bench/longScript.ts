// A script of many lines without mistakes, of the kinds of statements people write.

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

const LINES = piece(0).split('\n').length - 1

/** A script of about so many lines, without mistakes. */
export function longScript(lines: number): string {
  return Array.from({ length: Math.round(lines / LINES) }, (_, n) => piece(n)).join('')
}
