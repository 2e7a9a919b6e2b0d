// How many series each metric of a page of metrics has.
import "experimental/prometheus"

prometheus.scrape(url: "samples/node.prom")
    |> group(columns: ["_field"])
    |> count()
    |> group()
    |> sort(columns: ["_value"], desc: true)
