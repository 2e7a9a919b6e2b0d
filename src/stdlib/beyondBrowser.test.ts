// What a browser cannot do: wrong arguments are told in the official words first, then why not and the way round.
import { expect, test } from 'vitest'
import { analyze, run } from '../flux.ts'
import { recordingHost } from '../testing/recordingHost.ts'

const rows = 'import "array"\ndata = array.from(rows: [{_time: 2026-01-01T00:00:00Z, _value: 1.0}])\n'
const failure = async (imports: string, call: string): Promise<string> =>
  (await run(analyze(`import "${imports}"\n${rows}${call}`), recordingHost())).failure?.official ?? 'none'

test.each([
  ['kafka', 'data |> kafka.to(brokers: [], topic: "t")', 'at least one broker is required'],
  ['kafka', 'data |> kafka.to(brokers: ["a:1"], topic: "")', 'invalid topic name'],
  ['socket', 'socket.from(url: "tcp://a:1", decoder: "xml")', 'invalid decoder xml, must be one of [csv line]'],
  [
    'socket',
    'socket.from(url: "ftp://a:1")',
    'failed to initialize execute state: invalid scheme ftp, must be one of [tcp unix]',
  ],
  [
    'sql',
    'sql.from(driverName: "none", dataSourceName: "x", query: "q")',
    'failed to initialize execute state: sql driver none not supported',
  ],
  ['sql', 'data |> sql.to(driverName: "mysql", dataSourceName: "x", table: "")', 'invalid table name'],
])('%s: %s', async (imports, call, words) => expect(await failure(imports, call)).toContain(words))

test.each([
  ['sql', 'sql.from(driverName: "mysql", dataSourceName: "x", query: "q")'],
  ['kafka', 'data |> kafka.to(brokers: ["a:1"], topic: "t")'],
  ['socket', 'socket.from(url: "tcp://a:1")'],
  ['experimental/mqtt', 'x = mqtt.publish(broker: "tcp://a:1", topic: "t", message: "m")\narray.from(rows: [{x: x}])'],
  ['experimental/bigtable', 'bigtable.from(token: "t", project: "p", instance: "i", table: "t")'],
  ['experimental/iox', 'iox.from(bucket: "b", measurement: "m")'],
])('%s says what to do instead', async (imports, call) => {
  expect(await failure(imports, call)).toMatch(/a browser cannot .*(InfluxDB, in the menu beside Run)/)
})
