// JSON from an address, parsed and turned into rows.
import "array"
import "experimental/json"
import "http/requests"

response = requests.get(url: "samples/stations.json")
data = json.parse(data: response.body)

array.from(
    rows:
        data.stations
            |> array.map(fn: (x) => ({name: x.name, height: x.height})),
)
