// What is in a bucket: its measurements, its tags, the values of one of them.
import "influxdata/influxdb/schema"

schema.measurements(bucket: "example-bucket")
    |> yield(name: "measurements")

schema.tagKeys(bucket: "example-bucket")
    |> yield(name: "tags")
