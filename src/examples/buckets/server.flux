// Scrapes and writes what it found to a bucket of an InfluxDB server. Put your own host, organisation and token in.
import "experimental/prometheus"

prometheus.scrape(url: "http://localhost:8086/metrics")
    |> to(bucket: "example-bucket", host: "http://localhost:8086", org: "example-org", token: "")
