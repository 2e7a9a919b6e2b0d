// Every row of the left stays; what the right does not have is null until something is put in its place.
import "array"
import "join"

hosts =
    array.from(rows: [{host: "a", rack: "R1"}, {host: "b", rack: "R2"}, {host: "c", rack: "R2"}])
loads = array.from(rows: [{host: "a", load: 0.7}, {host: "b", load: 2.4}])

join.left(
    left: hosts,
    right: loads,
    on: (l, r) => l.host == r.host,
    as: (l, r) => ({l with load: r.load}),
)
    |> fill(column: "load", value: 0.0)
