// How long after the row before it each row came: what shows where readings are missing.
import "array"

array.from(
    rows: [
        {_time: 2026-03-01T08:00:00Z, _value: 1},
        {_time: 2026-03-01T08:00:10Z, _value: 2},
        {_time: 2026-03-01T08:02:00Z, _value: 3},
        {_time: 2026-03-01T08:02:10Z, _value: 4},
    ],
)
    |> elapsed(unit: 1s)
    |> filter(fn: (r) => r.elapsed > 30)
