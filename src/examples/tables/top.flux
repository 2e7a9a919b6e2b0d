// The three largest rows of each table, and of all tables together.
import "array"

sales =
    array.from(
        rows: [
            {shop: "north", item: "tea", _value: 12},
            {shop: "north", item: "coffee", _value: 31},
            {shop: "north", item: "cocoa", _value: 7},
            {shop: "south", item: "tea", _value: 25},
            {shop: "south", item: "coffee", _value: 9},
            {shop: "south", item: "cocoa", _value: 14},
        ],
    )

sales
    |> group(columns: ["shop"])
    |> top(n: 2)
    |> yield(name: "of each shop")

sales
    |> group()
    |> top(n: 2)
    |> yield(name: "of all")
