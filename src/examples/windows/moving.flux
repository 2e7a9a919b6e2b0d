// Three ways to smooth: a moving average over rows, over time, and one that forgets slowly.
import "sampledata"

data =
    sampledata.float()
        |> range(start: sampledata.start, stop: sampledata.stop)

data
    |> movingAverage(n: 3)
    |> yield(name: "over three rows")

data
    |> timedMovingAverage(every: 10s, period: 30s)
    |> yield(name: "over thirty seconds")

data
    |> exponentialMovingAverage(n: 3)
    |> yield(name: "exponential")
