// A value out of one stream used in another: each row against the mean of all.
import "sampledata"

mean =
    (sampledata.float()
        |> group()
        |> mean()
        |> findRecord(fn: (key) => true, idx: 0))._value

sampledata.float()
    |> map(fn: (r) => ({r with above: r._value - mean}))
