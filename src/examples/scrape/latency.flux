// The buckets of a histogram, one table a bound.
import "experimental/prometheus"

prometheus.scrape(url: "samples/influxdb.prom")
    |> filter(fn: (r) => r._field == "task_executor_run_latency_seconds" and exists r.le)
    |> group(columns: ["task_type", "le"])
