// The 90th percentile of a scraped histogram, estimated from its buckets.
import "experimental/prometheus"

prometheus.scrape(url: "samples/influxdb.prom")
    |> filter(fn: (r) => r._measurement == "prometheus")
    |> filter(fn: (r) => r._field == "task_executor_run_latency_seconds")
    |> prometheus.histogramQuantile(quantile: 0.9)
