// What a script would reach, found without running it.
import { describe, expect, test } from 'vitest'
import { openScript } from './openScript.ts'
import { reachOf as reachOfScript } from './reach.ts'

const reachOf = (text: string) => reachOfScript(openScript(text))

const scrape = (url: string, before = ''): string =>
  `import "experimental/prometheus"\nimport "http"\nimport "http/requests"\n${before}\nprometheus.scrape(url: ${url})\n`

describe('addresses', () => {
  test('are told apart by the member they are given to, not by what stands near', () => {
    const text = `// see http://comment.example/
import p "experimental/prometheus"
p.scrape(url: "http://localhost:8086/metrics")
  |> map(fn: (r) => ({r with page: "https://page.example/"}))
  |> to(bucket: "b", host: "http://10.0.0.1:8086", org: "o", token: "t")`
    expect(reachOf(text)).toEqual({
      reads: ['http://localhost:8086/metrics'],
      writes: ['http://10.0.0.1:8086'],
      buckets: { read: false, written: false },
      computed: false,
    })
  })

  test.each([
    ['a name', '"samples/a.prom"', ['samples/a.prom']],
    ['joined texts', '"http://" + "a" + "/m"', ['http://a/m']],
    ['an interpolation', '"http://${host}/m"', ['http://a/m'], 'host = "a"'],
    ['a property', 'config.url', ['http://a/m'], 'config = {url: "http://a/m"}'],
    ['either branch', 'if true then "http://a" else "http://b"', ['http://a', 'http://b']],
  ])('are followed through %s', (_, url, reads, before = '') => {
    expect(reachOf(scrape(url, before))).toMatchObject({ reads, writes: [], computed: false })
  })

  test('are followed into functions of the script, with whatever their calls give', () => {
    const before =
      'read = (host, path="m") => prometheus.scrape(url: "http://${host}/${path}")\nread(host: "a")\nread(host: "b")'
    expect(reachOf(scrape('"http://c"', before))).toMatchObject({
      reads: ['http://a/m', 'http://b/m', 'http://c'],
      computed: false,
    })
  })

  test.each([
    ['of a row', 'map(fn: (r) => ({code: http.post(url: r.url)}))'],
    ['of a function nobody calls', 'f = (url) => http.post(url: url)'],
    ['of what is calculated', 'requests.get(url: string(v: 1))'],
    ['of a service that has one of its own', 'import "slack"\nslack.message(channel: "a", text: "b", color: "c")'],
  ])('%s are computed', (_, line) => {
    const text = line.startsWith('import') ? line : scrape('"http://a"', line)
    expect(reachOf(text).computed).toBe(true)
  })

  test('a method decides whether a request writes', () => {
    const ask = (method: string) => reachOf(scrape('"http://a"', `requests.do(method: ${method}, url: "http://b")`))
    expect(ask('"GET"')).toMatchObject({ reads: ['http://b', 'http://a'], writes: [] })
    expect(ask('"PUT"')).toMatchObject({ reads: ['http://a'], writes: ['http://b'] })
    expect(ask('method')).toMatchObject({ writes: ['http://b'] })
  })

  test('a member under another name is the member; a function of its name is not', () => {
    expect(reachOf(scrape('"http://a"', 'send = http.post\nsend(url: "http://b")')).writes).toEqual(['http://b'])
    expect(reachOf('to = (host) => host\nto(host: "http://a")').writes).toEqual([])
  })

  test('a function that calls itself comes to an end', () => {
    expect(reachOf(scrape('f(x: "a")', 'f = (x) => f(x: x + "b")')).computed).toBe(true)
  })
})

test('buckets without a host are those kept here', () => {
  const buckets = (text: string) => reachOf(text).buckets
  expect(buckets('from(bucket: "a") |> range(start: -1h)')).toEqual({ read: true, written: false })
  expect(buckets('import "array"\narray.from(rows: [{}]) |> to(bucket: "a", org: "o")')).toEqual({
    read: false,
    written: true,
  })
  expect(buckets('from(bucket: "a", host: "http://h")')).toEqual({ read: false, written: false })
  expect(buckets('import "influxdata/influxdb/schema"\nschema.measurements(bucket: "a")').read).toBe(true)
})

test('a broken script is looked at as far as it can be read', () => {
  expect(reachOf('from(bucket: "a", host: "http://h") |> filter(fn: (').reads).toEqual(['http://h'])
  expect(reachOf('')).toMatchObject({ reads: [], writes: [], computed: false })
})
