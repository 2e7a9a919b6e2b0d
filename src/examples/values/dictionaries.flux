// A dictionary translates codes into words.
import "array"
import "dict"

words = [200: "fine", 404: "not found", 500: "broken"]

array.from(rows: [{status: 200, _value: 31}, {status: 404, _value: 4}, {status: 418, _value: 1}])
    |> map(
        fn: (r) =>
            ({r with meaning: dict.get(dict: words, key: r.status, default: "something else")}),
    )
