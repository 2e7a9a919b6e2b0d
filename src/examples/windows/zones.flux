// Days of Berlin, not of UTC: with a location, windows follow the clock on the wall, through its changes too.
import "array"
import "timezone"

option location = timezone.location(name: "Europe/Berlin")

array.from(
    rows: [
        {_time: 2026-03-27T23:30:00Z, _value: 1},
        {_time: 2026-03-28T12:00:00Z, _value: 2},
        {_time: 2026-03-29T12:00:00Z, _value: 3},
        {_time: 2026-03-29T21:30:00Z, _value: 4},
        {_time: 2026-03-29T22:30:00Z, _value: 5},
    ],
)
    |> range(start: 2026-03-27T00:00:00Z, stop: 2026-03-31T00:00:00Z)
    |> aggregateWindow(every: 1d, fn: sum, createEmpty: false)
