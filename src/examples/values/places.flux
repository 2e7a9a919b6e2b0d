// Where things are: what lies in a circle, how long a way is, and which cell of the globe a place is in.
import "array"
import "experimental/geo"

ferries =
    array.from(
        rows: [
            {_time: 2024-05-01T08:00:00Z, id: "f1", lat: 53.5438, lon: 9.9668},
            {_time: 2024-05-01T08:10:00Z, id: "f1", lat: 53.5447, lon: 9.9395},
            {_time: 2024-05-01T08:20:00Z, id: "f1", lat: 53.5432, lon: 9.9138},
            {_time: 2024-05-01T08:00:00Z, id: "f2", lat: 53.5459, lon: 9.9704},
            {_time: 2024-05-01T08:15:00Z, id: "f2", lat: 53.5303, lon: 9.9671},
        ],
    )

ferries
    |> geo.strictFilter(region: {lat: 53.5447, lon: 9.9686, radius: 1.0})
    |> yield(name: "within a kilometre of the pier")

ferries
    |> geo.asTracks(groupBy: ["id"])
    |> geo.totalDistance(outputColumn: "km")
    |> yield(name: "length of each way")

ferries
    |> map(
        fn: (r) => ({r with cell: geo.s2CellIDToken(point: {lat: r.lat, lon: r.lon}, level: 13)}),
    )
    |> group(columns: ["cell"])
    |> yield(name: "by cell")
