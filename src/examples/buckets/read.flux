// Reads a bucket of this browser: a range comes first, then what is wanted of it. Run "Write" before it.
from(bucket: "example-bucket")
    |> range(start: -1h)
    |> filter(fn: (r) => r._measurement == "room")
    |> last()
