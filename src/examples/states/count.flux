// How many rows in a row a condition has held: three times too hot is worth a message, once is not.
import "array"

array.from(
    rows: [
        {_time: 2026-03-01T08:00:00Z, _value: 71.0},
        {_time: 2026-03-01T08:01:00Z, _value: 93.0},
        {_time: 2026-03-01T08:02:00Z, _value: 95.0},
        {_time: 2026-03-01T08:03:00Z, _value: 96.5},
        {_time: 2026-03-01T08:04:00Z, _value: 80.0},
    ],
)
    |> stateCount(fn: (r) => r._value > 90.0, column: "hot")
    |> filter(fn: (r) => r.hot >= 3)
