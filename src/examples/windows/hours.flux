// Only office hours: rows are kept by the hour of their time.
import "array"

array.from(
    rows: [
        {_time: 2026-03-02T06:00:00Z, _value: 3},
        {_time: 2026-03-02T09:00:00Z, _value: 12},
        {_time: 2026-03-02T15:30:00Z, _value: 18},
        {_time: 2026-03-02T21:00:00Z, _value: 5},
    ],
)
    |> hourSelection(start: 8, stop: 17)
