// A task runs at regular intervals: means of the last hour are kept in a bucket of their own.
option task = {name: "Hourly means", every: 1h, offset: 5m}

from(bucket: "example-bucket")
    |> range(start: -task.every)
    |> filter(fn: (r) => r._field == "temperature")
    |> aggregateWindow(every: task.every, fn: mean, createEmpty: false)
    |> to(bucket: "example-bucket")
