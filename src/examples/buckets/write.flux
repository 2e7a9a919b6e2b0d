// Rows written to a bucket of this browser. The Buckets panel shows what is in it.
import "array"
import "date"

array.from(
    rows: [
        {
            _time: date.sub(d: 1m, from: now()),
            _measurement: "room",
            _field: "temperature",
            place: "kitchen",
            _value: 21.5,
        },
        {
            _time: date.sub(d: 1m, from: now()),
            _measurement: "room",
            _field: "temperature",
            place: "cellar",
            _value: 14.0,
        },
    ],
)
    |> to(bucket: "example-bucket")
