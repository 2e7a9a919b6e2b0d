// Which values a column has, and the first row of each of them.
import "sampledata"

sampledata.string()
    |> distinct(column: "tag")
    |> yield(name: "values")

sampledata.string()
    |> group()
    |> unique(column: "tag")
    |> yield(name: "rows")
