// Statuses and notifications: what is kept, what is sent, and where levels change.
import { describe, expect, test } from 'vitest'
import { MemoryStorage, storeOn } from '../../../buckets/index.ts'
import { analyze, run } from '../../../flux.ts'
import type { Host } from '../../../library/index.ts'
import { columnNamed, countRows, countTables, type TableStream, valueAt } from '../../../tables/index.ts'
import { recordingHost } from '../../../testing/recordingHost.ts'
import { display } from '../../../values/index.ts'

const now = 1_704_067_200_000_000_000n // 2024-01-01
const hostHere = (): Host => ({ ...recordingHost({}, now), buckets: storeOn(new MemoryStorage(), { now: () => now }) })

async function ran(script: string, host: Host = hostHere()) {
  const text = `import "array"\nimport "experimental"\nimport "influxdata/influxdb/monitor"\n${script}`
  const { results, failure } = await run(analyze(text), host, { now })
  return { error: failure?.official ?? null, stream: results[0]?.stream ?? null }
}

/** The named columns of each row. */
function rows(stream: TableStream, ...labels: string[]): string[] {
  return stream.frames.flatMap(frame =>
    Array.from({ length: frame.offsets.at(-1)! }, (_, row) => {
      const table = frame.offsets.findLastIndex(offset => offset <= row)
      const texts = labels.map(label => {
        const column = columnNamed(frame, label)
        if (!column) return '-'
        return display(valueAt(column, column.extent === 'row' ? row : column.extent === 'constant' ? 0 : table))
      })
      return texts.join(' ')
    }),
  )
}

const cpu = (cells: string): string => `array.from(rows: [${cells}]) |> group(columns: ["_measurement", "host"])`
const row = (host: string, usage: string): string =>
  `{_time: 2023-12-31T23:59:00Z, _measurement: "cpu", host: "${host}", usage: ${usage}}`
const check = (more = ''): string =>
  `monitor.check(data: {_check_id: "1", _check_name: "CPU", _type: "custom", tags: {team: "ops"}}, messageFn: (r) => r.host + " " + r._level${more})`
const thresholds = ', crit: (r) => r.usage > 0.9, warn: (r) => r.usage > 0.8, ok: (r) => r.usage > 0.0'

describe('check', () => {
  test('takes the first level that holds, and keeps each status in a bucket that comes to be', async () => {
    const host = hostHere()
    const cells = [row('a', '0.95'), row('b', '0.85'), row('c', '0.5'), row('d', '-1.0')].join(', ')
    const { stream, error } = await ran(`${cpu(cells)} |> ${check(thresholds)}`, host)
    expect(error).toBeNull()
    expect(rows(stream!, 'host', '_level', '_message', 'team', '_source_measurement', '_measurement').sort()).toEqual([
      'a crit a crit ops cpu statuses',
      'b warn b warn ops cpu statuses',
      'c ok c ok ops cpu statuses',
      'd unknown d unknown ops cpu statuses',
    ])
    expect(stream!.frames.every(f => ['_level', 'team', '_check_id', 'host'].every(k => f.key.includes(k)))).toBe(true)
    expect((await host.buckets!.list()).map(one => one.name)).toEqual(['_monitoring'])
    const kept = await ran('monitor.from(start: -1h, stop: 1h, fn: (r) => r._level == "crit")', host)
    expect(rows(kept.stream!, 'host', '_message', 'usage', '_source_timestamp')).toEqual([
      'a a crit 0.95 1704067140000000000',
    ])
  })
  test('a null is no level but ok, and no rows are no statuses', async () => {
    const nothing = row('a', 'debug.null(type: "float")')
    const { stream } = await ran(
      `import "internal/debug"\n${cpu(nothing)} |> ${check(', crit: (r) => r.usage > 0.9')}`.replace(
        /^(import .*)\n/,
        '$1\n\n',
      ),
    )
    expect(rows(stream!, '_level')).toEqual(['ok'])
    const empty = await ran(`${cpu(row('a', '1.0'))} |> filter(fn: (r) => r.host == "x") |> ${check(thresholds)}`)
    expect([empty.error, countRows(empty.stream!)]).toEqual([null, 0])
  })
  test('needs a time and a measurement', async () => {
    expect((await ran(`array.from(rows: [{_time: now(), host: "a"}]) |> ${check()}`)).error).toContain('_measurement')
  })
  test('keeps statuses where the option says', async () => {
    const host = hostHere()
    const set = 'option monitor.write = (tables=<-) => tables |> set(key: "by", value: "me")\n'
    const { stream } = await ran(`${set}${cpu(row('a', '0.95'))} |> ${check()}`, host)
    expect(rows(stream!, 'by')).toEqual(['me'])
    expect(await host.buckets!.list()).toEqual([])
  })
})

test('where nothing is kept, from says what to do', async () => {
  const { error } = await ran('monitor.from(start: -1h)')
  expect(error).toContain('could not find bucket "_monitoring"')
})

describe('notify', () => {
  const endpoint =
    '(tables=<-) => tables |> map(fn: (r) => ({r with _sent: if r.host == "a" then "true" else "false"}))'
  test('sends each status, and keeps what became of it', async () => {
    const host = hostHere()
    const statuses = `${cpu(`${row('a', '1.0')}, ${row('b', '1.0')}`)} |> experimental.group(mode: "extend", columns: ["host"])`
    const { stream, error } = await ran(`${statuses} |> monitor.notify(data: {rule: "7"}, endpoint: ${endpoint})`, host)
    expect(error).toBeNull()
    expect(rows(stream!, 'host', '_sent', 'rule', '_measurement', '_status_timestamp').sort()).toEqual([
      'a true 7 notifications 1704067140000000000',
      'b false 7 notifications 1704067140000000000',
    ])
    const logged = await ran('monitor.logs(start: -1h, stop: 1h, fn: (r) => r._sent == "false")', host)
    expect(rows(logged.stream!, 'host', 'rule')).toEqual(['b 7'])
  })
  test('an endpoint may call what is piped in anything', async () => {
    const other = endpoint.replaceAll('tables', 'statuses')
    const { error } = await ran(`${cpu(row('a', '1.0'))} |> monitor.notify(data: {}, endpoint: ${other})`)
    expect(error).toBeNull()
  })
})

describe('deadman', () => {
  test('looks at the last row of each table', async () => {
    const cells = `{_time: 2023-12-31T23:00:00Z, h: "a"}, {_time: 2023-12-31T23:30:00Z, h: "a"}, {_time: 2023-12-31T23:10:00Z, h: "b"}`
    const { stream } = await ran(
      `array.from(rows: [${cells}]) |> group(columns: ["h"]) |> monitor.deadman(t: 2023-12-31T23:15:00Z)`,
    )
    expect(rows(stream!, 'h', 'dead')).toEqual(['a false', 'b true'])
  })
})

describe('state changes', () => {
  const levels = (...all: string[]): string => {
    const cells = all.map((level, i) => `{_time: 2023-12-31T23:0${i}:00Z, h: "a", _level: "${level}"}`)
    return `array.from(rows: [${cells.join(', ')}]) |> group(columns: ["h", "_level"])`
  }
  const changed = async (asked: string, ...all: string[]): Promise<string[]> => {
    const { stream, error } = await ran(`${levels(...all)} |> monitor.${asked}`)
    expect(error).toBeNull()
    return rows(stream!, '_time', '_level')
      .map(text => text.slice(14, 16) + text.split(' ')[1])
      .sort()
  }
  const all = ['ok', 'crit', 'crit', 'warn', 'ok', 'strange', 'ok']
  test('between any levels', async () => {
    const expected = ['01crit', '03warn', '04ok', '05strange', '06ok']
    expect(await changed('stateChangesOnly()', ...all)).toEqual(expected)
    expect(await changed('stateChanges()', ...all)).toEqual(expected)
  })
  test('from one, to one, or both', async () => {
    expect(await changed('stateChanges(toLevel: "ok")', ...all)).toEqual(['04ok', '06ok'])
    expect(await changed('stateChanges(fromLevel: "ok")', ...all)).toEqual(['01crit', '05strange'])
    expect(await changed('stateChanges(fromLevel: "crit", toLevel: "warn")', ...all)).toEqual(['03warn'])
    expect(await changed('stateChanges(fromLevel: "crit", toLevel: "ok")', ...all)).toEqual([])
  })
  test('one row is no change, and no rows are none', async () => {
    expect(await changed('stateChanges()', 'ok')).toEqual([])
    const { stream, error } = await ran(
      `${levels('ok', 'crit')} |> filter(fn: (r) => r.h == "x") |> monitor.stateChanges()`,
    )
    expect([error, countTables(stream!) >= 0 && countRows(stream!)]).toEqual([null, 0])
  })
})
