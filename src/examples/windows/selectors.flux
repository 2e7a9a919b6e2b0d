// An aggregate makes a new row of each window, a selector keeps one that is there.
import "sampledata"

data =
    sampledata.int()
        |> range(start: sampledata.start, stop: sampledata.stop)

data
    |> aggregateWindow(every: 30s, fn: sum)
    |> yield(name: "sums")

data
    |> aggregateWindow(every: 30s, fn: max)
    |> yield(name: "largest rows")
