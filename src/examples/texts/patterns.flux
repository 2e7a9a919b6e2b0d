// Rows chosen by a regular expression, and a text changed by one.
import "array"
import "regexp"

array.from(
    rows: [
        {host: "web-01.eu", _value: 3},
        {host: "web-02.us", _value: 5},
        {host: "db-01.eu", _value: 8},
    ],
)
    |> filter(fn: (r) => r.host =~ /^web-/)
    |> map(fn: (r) => ({r with number: regexp.findString(r: /\d+/, v: r.host)}))
