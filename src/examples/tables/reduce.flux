// Any aggregate can be written as a function of a row and of what was found so far.
import "sampledata"

sampledata.float()
    |> reduce(
        identity: {count: 0, total: 0.0, largest: 0.0},
        fn: (r, accumulator) =>
            ({
                count: accumulator.count + 1,
                total: accumulator.total + r._value,
                largest: if r._value > accumulator.largest then r._value else accumulator.largest,
            }),
    )
    |> map(fn: (r) => ({r with mean: r.total / float(v: r.count)}))
