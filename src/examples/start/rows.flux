// Rows written out by hand become one table: the quickest way to try something.
import "array"

array.from(
    rows: [
        {city: "Oslo", month: "January", _value: -4.0},
        {city: "Kiel", month: "January", _value: 2.0},
        {city: "Rome", month: "January", _value: 8.5},
    ],
)
