// How long a state has lasted, in seconds; -1 while it does not hold.
import "array"

array.from(
    rows: [
        {_time: 2026-03-01T08:00:00Z, door: "closed"},
        {_time: 2026-03-01T08:00:30Z, door: "open"},
        {_time: 2026-03-01T08:01:10Z, door: "open"},
        {_time: 2026-03-01T08:03:00Z, door: "closed"},
    ],
)
    |> stateDuration(fn: (r) => r.door == "open", column: "seconds", unit: 1s)
