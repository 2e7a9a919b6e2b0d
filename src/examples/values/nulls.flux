// Whether there is a value is asked with exists; a missing one is neither zero nor an empty text.
import "sampledata"

sampledata.float(includeNull: true)
    |> map(fn: (r) => ({r with known: exists r._value}))
    |> group(columns: ["known"])
    |> count(column: "tag")
