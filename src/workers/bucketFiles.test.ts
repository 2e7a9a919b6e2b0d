// Files of tables into buckets and out of them.
import { expect, test } from 'vitest'
import { MemoryStorage, storeOn } from '../buckets/index.ts'
import type { SeriesPoints } from '../library/index.ts'
import { exportCsv, importTables } from './bucketFiles.ts'

const NOW = 1_700_000_000_000_000_000n

async function opened() {
  const store = storeOn(new MemoryStorage(), { now: () => NOW })
  const { id } = await store.create('b', 0n)
  const read = async () =>
    shown(await store.read(id, { start: -(2n ** 63n), stop: 2n ** 63n }, null, new AbortController().signal))
  const csv = async () => {
    let text = ''
    for await (const piece of exportCsv(store, id, NOW)) text += piece
    return text
  }
  return { store, id, read, csv }
}

function shown({ series, offsets, times, bits, texts }: SeriesPoints): string[] {
  const floats = new Float64Array(bits.buffer)
  return series.flatMap(({ measurement, tags, field, type }, s) =>
    Array.from(times.subarray(offsets[s], offsets[s + 1]), (time, i) => {
      const at = offsets[s] + i
      const value = type === 'float' ? floats[at] : type === 'string' ? texts[Number(bits[at])] : bits[at]
      return [measurement, ...tags.map(t => t.join('=')), field, type, time, value].join(' ')
    }),
  )
}

const ROWS = `#group,false,false,true,true,false,false,true,true,true
#datatype,string,long,dateTime:RFC3339,dateTime:RFC3339,dateTime:RFC3339,double,string,string,string
#default,_result,,,,,,,,
,result,table,_start,_stop,_time,_value,_field,_measurement,host
,,0,1970-01-01T00:00:00Z,1970-01-02T00:00:00Z,1970-01-01T00:00:01Z,1.5,usage,cpu,a
,,0,1970-01-01T00:00:00Z,1970-01-02T00:00:00Z,1970-01-01T00:00:02Z,,usage,cpu,a
,,1,1970-01-01T00:00:00Z,1970-01-02T00:00:00Z,1970-01-01T00:00:01Z,2,usage,cpu,b
`

test('annotated CSV with a row a field goes in; what comes out goes in again as it was', async () => {
  const made = await opened()
  expect(await importTables(made.store, made.id, ROWS, 'csv', NOW)).toEqual([])
  const points = ['cpu host=a usage float 1000000000 1.5', 'cpu host=b usage float 1000000000 2']
  expect(await made.read()).toEqual(points)
  const again = await opened()
  await importTables(again.store, again.id, await made.csv(), 'csv', NOW)
  expect(await again.read()).toEqual(points)
})

test('annotated CSV with a column a field', async () => {
  const made = await opened()
  const text = `#group,false,false,false,true,true,false,false
#datatype,string,long,dateTime:RFC3339,string,string,double,long
#default,_result,,,,,,
,result,table,_time,_measurement,host,usage,count
,,0,1970-01-01T00:00:01Z,cpu,a,0.5,3
`
  await importTables(made.store, made.id, text, 'csv', NOW)
  expect(await made.read()).toEqual(['cpu host=a count int 1000000000 3', 'cpu host=a usage float 1000000000 0.5'])
})

test('metrics, with times of their own or none', async () => {
  const made = await opened()
  await importTables(made.store, made.id, '# TYPE up gauge\nup{job="x"} 1\nup{job="y"} 0 1500\n', 'exposition', NOW)
  const read = await made.read()
  expect(read).toHaveLength(2)
  expect(read[0]).toBe(`prometheus job=x up float ${NOW} 1`)
  expect(read[1]).toContain('job=y up float')
})

test('what cannot be read is refused, and what the bucket leaves out is told', async () => {
  const made = await opened()
  await expect(importTables(made.store, made.id, 'up{ 1\n', 'exposition', NOW)).rejects.toThrow('line 1')
  await expect(importTables(made.store, made.id, 'a,b\n1,2\n', 'csv', NOW)).rejects.toThrow()
  await expect(importTables(made.store, 'none', ROWS, 'csv', NOW)).rejects.toThrow('could not find bucket')
  expect(await made.read()).toEqual([])
  await importTables(made.store, made.id, ROWS, 'csv', NOW)
  const told = await importTables(made.store, made.id, ROWS.replace('double', 'long').replace('1.5', '1'), 'csv', NOW)
  expect(told.join('\n')).toContain('field type conflict: input field "usage" on measurement "cpu" is type integer')
})

test('an empty bucket is an empty text, and one that is not there is told', async () => {
  const made = await opened()
  expect(await made.csv()).toBe('\r\n')
  await made.store.remove(made.id)
  await expect(made.csv()).rejects.toThrow('could not find bucket')
})
