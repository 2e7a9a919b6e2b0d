// A counter only grows, and begins at zero again when a process restarts: its rate is what one looks at.
import "array"

array.from(
    rows: [
        {_time: 2026-03-01T08:00:00Z, host: "a", _value: 100.0},
        {_time: 2026-03-01T08:00:10Z, host: "a", _value: 160.0},
        {_time: 2026-03-01T08:00:20Z, host: "a", _value: 190.0},
        {_time: 2026-03-01T08:00:30Z, host: "a", _value: 20.0},
        {_time: 2026-03-01T08:00:40Z, host: "a", _value: 80.0},
    ],
)
    |> group(columns: ["host"])
    |> derivative(unit: 1s, nonNegative: true)
