// Reads metrics in the Prometheus exposition format: every series becomes a table of its own.
// The documentation's address is http://localhost:8086/metrics; this one is a sample that the page serves itself.
import "experimental/prometheus"

prometheus.scrape(url: "samples/influxdb.prom")
