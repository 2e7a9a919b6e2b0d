// A choice is an expression: if, then, else, as often as it takes.
import "sampledata"

sampledata.int()
    |> map(
        fn: (r) =>
            ({r with size:
                    if r._value < 0 then "negative" else if r._value < 10 then "small" else "large",
            }),
    )
