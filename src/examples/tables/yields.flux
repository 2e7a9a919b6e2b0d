// Two results of one script, kept apart by the names they are yielded under.
import "array"

data =
    array.from(
        rows: [
            {host: "a", region: "north", _value: 12.5},
            {host: "b", region: "north", _value: 7.25},
            {host: "c", region: "south", _value: 30.0},
        ],
    )

data
    |> group(columns: ["region"])
    |> mean()
    |> yield(name: "mean")

data
    |> map(fn: (r) => ({r with level: if r._value > 10.0 then "high" else "low"}))
    |> yield(name: "levels")
