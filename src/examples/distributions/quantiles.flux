// The median and the 90th percentile, exactly and estimated.
import "sampledata"

sampledata.float()
    |> quantile(q: 0.5, method: "exact_mean")
    |> yield(name: "median")

sampledata.float()
    |> quantile(q: 0.9, method: "estimate_tdigest")
    |> yield(name: "90th percentile")
