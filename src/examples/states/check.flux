// A check gives each row a level by its thresholds, and writes a status to the bucket _monitoring.
import "array"
import "influxdata/influxdb/monitor"

array.from(
    rows: [
        {_time: now(), _measurement: "disk", host: "a", used: 97.0},
        {_time: now(), _measurement: "disk", host: "b", used: 81.0},
        {_time: now(), _measurement: "disk", host: "c", used: 40.0},
    ],
)
    |> group(columns: ["_measurement", "host"])
    |> monitor.check(
        data: {_check_id: "disk-used", _check_name: "Disk", _type: "threshold", tags: {}},
        crit: (r) => r.used > 95.0,
        warn: (r) => r.used > 80.0,
        messageFn: (r) => "${r.host}: ${r.used} percent used, ${r._level}",
    )
