// What has stopped reporting: hosts whose last row is older than five minutes.
import "array"
import "experimental"
import "influxdata/influxdb/monitor"

array.from(
    rows: [
        {_time: experimental.subDuration(d: 30s, from: now()), host: "a", _value: 1},
        {_time: experimental.subDuration(d: 20m, from: now()), host: "b", _value: 1},
    ],
)
    |> group(columns: ["host"])
    |> monitor.deadman(t: experimental.subDuration(d: 5m, from: now()))
