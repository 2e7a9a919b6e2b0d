// Two streams put together where a column is equal. What has no partner is left out.
import "array"
import "join"

hosts =
    array.from(rows: [{host: "a", rack: "R1"}, {host: "b", rack: "R2"}, {host: "c", rack: "R2"}])
loads = array.from(rows: [{host: "a", load: 0.7}, {host: "b", load: 2.4}, {host: "x", load: 0.1}])

join.inner(
    left: hosts,
    right: loads,
    on: (l, r) => l.host == r.host,
    as: (l, r) => ({l with load: r.load}),
)
