// Two measurements of the same moments, row by row: what one is of the other.
import "array"
import "join"

requests =
    array.from(
        rows: [
            {_time: 2026-03-01T08:00:00Z, _value: 200.0},
            {_time: 2026-03-01T08:01:00Z, _value: 250.0},
            {_time: 2026-03-01T08:02:00Z, _value: 180.0},
        ],
    )
errors =
    array.from(
        rows: [
            {_time: 2026-03-01T08:00:00Z, _value: 2.0},
            {_time: 2026-03-01T08:01:00Z, _value: 25.0},
            {_time: 2026-03-01T08:02:00Z, _value: 0.0},
        ],
    )

join.time(
    left: requests,
    right: errors,
    as: (l, r) => ({_time: l._time, percent: 100.0 * r._value / l._value}),
)
