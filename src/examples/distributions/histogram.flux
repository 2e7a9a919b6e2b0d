// Counts the values up to each bound, as a Prometheus histogram has them. The chart can show it as a heatmap.
import "sampledata"

sampledata.float()
    |> histogram(
        bins: [
            -5.0,
            0.0,
            5.0,
            10.0,
            15.0,
            20.0,
        ],
    )
