// Every series of the address becomes a table of its own.
// The documentation's address is
// http://localhost:8086/metrics
// This one is a sample that comes with the page.
import "experimental/prometheus"

prometheus.scrape(url: "samples/influxdb.prom")
