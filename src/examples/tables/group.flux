// What group() does to a stream of tables: the group key becomes the caption of each table.
import "sampledata"

sampledata.int()
    |> group(columns: ["tag"])
    |> sum()
