// Texts are split, trimmed, put together and counted.
import "array"
import "strings"

array.from(rows: [{path: " /api/v2/query ", _value: 12}, {path: "/health", _value: 90}])
    |> map(
        fn: (r) =>
            ({r with path: strings.trimSpace(v: r.path),
                first: strings.split(v: strings.trimSpace(v: r.path), t: "/")[1],
                told: "${strings.toUpper(
                        v: strings.trimSpace(v: r.path),
                    )} was asked ${r._value} times",
            }),
    )
