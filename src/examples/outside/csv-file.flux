// Annotated CSV from an address; dropped files are read by their name with csv.from(file: "…").
import "experimental/csv"

csv.from(url: "samples/weather.csv")
    |> filter(fn: (r) => r.station == "Kiel")
    |> max()
