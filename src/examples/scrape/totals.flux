// One number out of many series: seconds of all processors by what they were spent on.
import "experimental/prometheus"

prometheus.scrape(url: "samples/node.prom")
    |> filter(fn: (r) => r._field == "node_cpu_seconds_total")
    |> group(columns: ["mode"])
    |> sum()
    |> group()
    |> sort(columns: ["_value"], desc: true)
