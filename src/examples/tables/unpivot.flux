// The way back: each column becomes rows with its name in a column of their own.
import "array"
import "experimental"

array.from(
    rows: [
        {_time: 2026-03-01T08:00:00Z, room: "kitchen", temperature: 20.5, humidity: 41.0},
        {_time: 2026-03-01T09:00:00Z, room: "kitchen", temperature: 22.0, humidity: 38.5},
    ],
)
    |> group(columns: ["room", "_time"])
    |> experimental.unpivot()
