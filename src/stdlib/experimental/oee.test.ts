// Overall equipment effectiveness, held against figures worked out by hand: 7 of 8 hours, 340 parts of a minute, 5 bad.
import { expect, test } from 'vitest'
import { tablesOf } from '../../testing/scriptTables.ts'

const day = `import "array"
import "experimental/oee"

day = array.from(rows: [
    {_time: 2024-01-01T08:00:00Z, state: "running", partCount: 0, badCount: 0},
    {_time: 2024-01-01T12:00:00Z, state: "stopped", partCount: 230, badCount: 2},
    {_time: 2024-01-01T13:00:00Z, state: "running", partCount: 230, badCount: 2},
    {_time: 2024-01-01T15:00:00Z, state: "running", partCount: 340, badCount: 5},
]) |> range(start: 2024-01-01T08:00:00Z, stop: 2024-01-01T16:00:00Z)
figures = (tables=<-) => tables |> keep(columns: ["runTime", "availability", "performance", "quality"])
`
const worked = [
  `runTime: ${7n * 3_600_000_000_000n} | availability: ${7 / 8} | performance: ${340 / 420} | quality: ${335 / 340}`,
]

test.each([
  'day |> oee.APQ(runningState: "running", plannedTime: 8h, idealCycleTime: 1m)',
  'day |> oee.APQ(runningState: "running", plannedTime: 28800000000000, idealCycleTime: 60000000000)',
  'oee.computeAPQ(productionEvents: day, partEvents: day, runningState: "running", plannedTime: 8h, idealCycleTime: 1m)',
])('%s', async call => {
  expect(await tablesOf(`${day}${call} |> figures()`)).toEqual(worked)
})

test('a machine that never ran has no figures', async () => {
  expect(
    await tablesOf(`${day}day |> oee.APQ(runningState: "off", plannedTime: 8h, idealCycleTime: 1m) |> figures()`),
  ).toEqual([])
})
