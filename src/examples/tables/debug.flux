// A yield between two stages shows the tables there: the simplest way to find where rows get lost.
import "sampledata"

sampledata.int()
    |> yield(name: "all rows")
    |> filter(fn: (r) => r._value > 15)
    |> yield(name: "after the filter")
