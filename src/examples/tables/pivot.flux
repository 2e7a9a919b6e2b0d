// Fields become columns: one row a time, the shape most people know from spreadsheets.
import "array"

array.from(
    rows: [
        {_time: 2026-03-01T08:00:00Z, room: "kitchen", _field: "temperature", _value: 20.5},
        {_time: 2026-03-01T08:00:00Z, room: "kitchen", _field: "humidity", _value: 41.0},
        {_time: 2026-03-01T09:00:00Z, room: "kitchen", _field: "temperature", _value: 22.0},
        {_time: 2026-03-01T09:00:00Z, room: "kitchen", _field: "humidity", _value: 38.5},
    ],
)
    |> group(columns: ["room"])
    |> pivot(rowKey: ["_time"], columnKey: ["_field"], valueColumn: "_value")
