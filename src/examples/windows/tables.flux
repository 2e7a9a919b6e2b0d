// A window makes a table of each stretch of time: the group key gets _start and _stop.
import "sampledata"

sampledata.int()
    |> range(start: sampledata.start, stop: sampledata.stop)
    |> window(every: 30s)
