// Gauges that belong together, side by side: how much of each file system is used.
import "experimental/prometheus"

prometheus.scrape(url: "samples/node.prom")
    |> filter(
        fn: (r) =>
            r._field == "node_filesystem_size_bytes" or r._field == "node_filesystem_avail_bytes",
    )
    |> group(columns: ["mountpoint"])
    |> pivot(rowKey: ["mountpoint"], columnKey: ["_field"], valueColumn: "_value")
    |> map(
        fn: (r) =>
            ({r with used:
                    100.0 * (1.0 - r.node_filesystem_avail_bytes / r.node_filesystem_size_bytes),
            }),
    )
