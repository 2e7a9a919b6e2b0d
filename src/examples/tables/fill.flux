// Gaps are filled with the value before them, or with one you name.
import "sampledata"

sampledata.int(includeNull: true)
    |> fill(usePrevious: true)
    |> yield(name: "the value before")

sampledata.int(includeNull: true)
    |> fill(value: 0)
    |> yield(name: "zero")
