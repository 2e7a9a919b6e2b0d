// Streams put below each other. Tables with the same group key become one.
import "array"

yesterday =
    array.from(
        rows: [
            {day: "yesterday", item: "tea", _value: 12},
            {day: "yesterday", item: "cocoa", _value: 7},
        ],
    )
today = array.from(rows: [{day: "today", item: "tea", _value: 15}])

union(tables: [yesterday, today])
    |> group(columns: ["item"])
    |> sort(columns: ["day"])
