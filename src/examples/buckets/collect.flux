// A task collects samples every ten seconds, in a bucket of this browser.
// Start it in the Tasks panel; it runs as long as a tab of this page is open.
import "experimental/prometheus"

option task = {name: "Scrape Prometheus metrics", every: 10s}

prometheus.scrape(url: "samples/influxdb.prom")
    |> to(bucket: "example-bucket")
