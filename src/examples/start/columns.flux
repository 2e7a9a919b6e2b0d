// The columns of a table are chosen, named and computed one stage at a time.
import "array"

array.from(rows: [{item: "bolt", price: 0.2, count: 400}, {item: "gear", price: 12.5, count: 6}])
    |> map(fn: (r) => ({r with total: r.price * float(v: r.count)}))
    |> rename(columns: {item: "article"})
    |> drop(columns: ["count"])
