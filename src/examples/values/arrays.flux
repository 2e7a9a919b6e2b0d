// Arrays are mapped, filtered and turned into tables.
import "array"

temperatures = [18.5, 21.0, 24.5, 30.0]
warm =
    temperatures
        |> array.filter(fn: (x) => x > 20.0)
        |> array.map(fn: (x) => ({celsius: x, fahrenheit: x * 1.8 + 32.0}))

array.from(rows: warm)
