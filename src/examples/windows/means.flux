// Means of twenty-second windows, one table a tag.
import "sampledata"

sampledata.float()
    |> range(start: sampledata.start, stop: sampledata.stop)
    |> aggregateWindow(every: 20s, fn: mean, createEmpty: false)
    |> yield(name: "means")
