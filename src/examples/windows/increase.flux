// How much a counter grew in all, restarts included.
import "array"

array.from(
    rows: [
        {_time: 2026-03-01T08:00:00Z, _value: 100},
        {_time: 2026-03-01T08:01:00Z, _value: 160},
        {_time: 2026-03-01T08:02:00Z, _value: 20},
        {_time: 2026-03-01T08:03:00Z, _value: 80},
    ],
)
    |> increase()
