// CSV without annotations: every column is text until it is told otherwise.
import "csv"

data = "city,month,celsius
Oslo,January,-4.3
Kiel,January,2.1
Rome,January,8.2
"

csv.from(csv: data, mode: "raw")
    |> map(fn: (r) => ({r with celsius: float(v: r.celsius)}))
    |> group()
    |> sort(columns: ["celsius"])
