// What a set of values looks like in a few numbers.
import "sampledata"

data = sampledata.float()

data
    |> spread()
    |> yield(name: "spread")

data
    |> stddev()
    |> yield(name: "standard deviation")

data
    |> mean()
    |> yield(name: "mean")
