// A stage of your own is a function whose first parameter takes what is piped into it.
import "sampledata"

above = (tables=<-, limit) =>
    tables
        |> filter(fn: (r) => r._value > limit)

sampledata.float()
    |> above(limit: 5.0)
