// Parts of a time, and times moved by calendar units.
import "array"
import "date"

array.from(rows: [{_time: 2026-02-27T22:15:00Z}, {_time: 2026-12-31T23:59:59Z}])
    |> map(
        fn: (r) =>
            ({r with weekday: date.weekDay(t: r._time),
                hour: date.hour(t: r._time),
                month: date.truncate(t: r._time, unit: 1mo),
                nextWeek: date.add(d: 1w, to: r._time),
            }),
    )
