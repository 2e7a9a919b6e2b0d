// The dictionary links are packed with, made once of our own examples and the words scripts use most; the likeliest
// text stands last. It is frozen: links of the tag `f1` can be read only with exactly these characters. A better
// dictionary gets a new tag.

export const f1Dictionary = `
option task = {name: "", every: 1h, offset: 10m}
import "strings"
import "regexp"
import "date"
import "json"
import "http"
import "math"
import "join"
import "csv"
import "array"
import "sampledata"
import "influxdata/influxdb/schema"
import "influxdata/influxdb/secrets"
import "influxdata/influxdb/monitor"
import "experimental"
import "experimental/array"
import "timezone"
option location = timezone.location(name: "Europe/Berlin")
#datatype,string,long,dateTime:RFC3339,dateTime:RFC3339,dateTime:RFC3339,string,string,string,double
#group,false,false,true,true,false,false,true,true
#default,_result,,,,
,result,table,_start,_stop,_time,_value,_field,_measurement,host
,,0,2024-05-01T00:00:00Z,a,1.5
csv.from(csv: data)
sampledata.int()
    |> range(start: sampledata.start, stop: sampledata.stop)
    |> window(every: 1m)
    |> aggregateWindow(every: 20s, fn: mean, createEmpty: false)
    |> derivative(unit: 1s, nonNegative: true)
    |> difference()
    |> histogramQuantile(quantile: 0.9)
    |> prometheus.histogramQuantile(quantile: 0.99)
    |> pivot(rowKey: ["_time"], columnKey: ["_field"], valueColumn: "_value")
    |> rename(columns: {_value: "value"})
    |> drop(columns: ["_start", "_stop"])
    |> keep(columns: ["_time", "_value", "host"])
    |> duplicate(column: "_value", as: "")
    |> set(key: "", value: "")
    |> distinct(column: "")
    |> unique(column: "")
    |> first()
    |> last()
    |> min()
    |> max()
    |> count()
    |> sum()
    |> mean()
    |> sort(columns: ["_value"], desc: true)
    |> limit(n: 10)
    |> group()
    |> toFloat()
    |> toString()
    |> findRecord(fn: (key) => true, idx: 0)
    |> findColumn(fn: (key) => key._field == "", column: "_value")
    |> tableFind(fn: (key) => true)
    |> reduce(fn: (r, accumulator) => ({sum: r._value + accumulator.sum}), identity: {sum: 0.0})
join.inner(left: left, right: right, on: (l, r) => l._time == r._time, as: (l, r) => ({l with v: r._value}))
union(tables: [a, b])
from(bucket: "example-bucket")
    |> range(start: -1h)
    |> range(start: 2024-05-01T00:00:00Z, stop: 2024-05-02T00:00:00Z)
    |> filter(fn: (r) => r._measurement == "cpu" and r._field == "usage_user" and r.host == "")
    |> map(fn: (r) => ({r with level: if r._value > 10.0 then "high" else "low"}))
    |> yield(name: "mean")
    |> to(bucket: "example-bucket", host: "http://localhost:8086", org: "example-org", token: "")
data = array.from(
    rows: [
        {host: "a", region: "north", _value: 12.5},
        {_time: 2024-05-01T00:00:00Z, _field: "", _value: 1},
    ],
)

// Every series of the address becomes a table of its own.
// The documentation's address is
// http://localhost:8086/metrics
// This one is a sample that comes with the page.
import "experimental/prometheus"

prometheus.scrape(url: "https://
prometheus.scrape(url: "samples/influxdb.prom")
prometheus.scrape(url: "http://localhost:8086/metrics")
    |> filter(fn: (r) => r._measurement == "prometheus" and r._field =~ /latency/ and exists r.le)
    |> group(columns: ["task_type", "le"])
    |> aggregateWindow(every: 1m, fn: mean)
`
