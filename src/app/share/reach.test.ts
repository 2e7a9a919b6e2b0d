import { expect, test } from 'vitest'
import { lookAlikes, reachOf } from './reach.ts'

test('reads and writes are told apart by the call they stand in', () => {
  const text = `// see http://comment.example/
import "experimental/prometheus"
prometheus.scrape(url: "http://localhost:8086/metrics")
  |> map(fn: (r) => ({r with page: "https://page.example/"}))
  |> to(bucket: "b", host: "http://10.0.0.1:8086", org: "o", token: "t")`
  expect(reachOf(text)).toEqual({
    reads: ['http://localhost:8086/metrics', 'https://page.example/'],
    writes: ['http://10.0.0.1:8086'],
    buckets: { read: false, written: false },
    others: false,
  })
})

test('a relative address is an address', () => {
  expect(reachOf('prometheus.scrape(url: "samples/influxdb.prom")').reads).toEqual(['samples/influxdb.prom'])
})

test('addresses that are put together are said to be there', () => {
  expect(reachOf('a = "x"\nprometheus.scrape(url: "http://${a}/metrics")').others).toBe(true)
  expect(reachOf('prometheus.scrape(url: address)').others).toBe(true)
  expect(reachOf('filter(fn: (r) => r.url == "a")')).toMatchObject({ reads: [], writes: [], others: false })
})

test('letters that are not ASCII are marked', () => {
  expect(lookAlikes('http://ехample/')).toEqual([
    { text: 'http://', odd: false },
    { text: 'ех', odd: true },
    { text: 'ample/', odd: false },
  ])
})

test('buckets without a host are those kept in this browser', () => {
  const buckets = (text: string) => reachOf(text).buckets
  expect(buckets('from(bucket: "a") |> range(start: -1h)')).toEqual({ read: true, written: false })
  expect(buckets('data |> to(bucket: "a", org: "o")')).toEqual({ read: false, written: true })
  expect(buckets('from(bucket: "a", host: "http://h")')).toEqual({ read: false, written: false })
})

test('a column called host is no address', () => {
  expect(reachOf('array.from(rows: [{host: "a"}])')).toMatchObject({ reads: [], others: false })
  expect(reachOf('map(fn: (r) => ({host: r.name}))').others).toBe(false)
})
