// A script is a pipeline: each stage takes the tables of the one before it. Open the Stages view to see what each did.
import "sampledata"

sampledata.int()
    |> filter(fn: (r) => r._value > 0)
    |> map(fn: (r) => ({r with _value: r._value * 10}))
    |> limit(n: 3)
