// What requests send, in what order, and what their answers are as values.
import { describe, expect, test } from 'vitest'
import { analyze, run } from '../../flux.ts'
import { columnNamed, type TableStream, valueAt } from '../../tables/index.ts'
import { type RecordedAnswer, recordingHost } from '../../testing/recordingHost.ts'
import { fault } from '../../values/index.ts'

type Answers = Parameters<typeof recordingHost>[0]

async function ran(script: string, answers: Answers = {}) {
  const host = recordingHost(answers)
  const { results, failure } = await run(analyze(script), host)
  return { host, failure, streams: results.map(one => one.stream) }
}

/** All values of a column, in order. */
function column(stream: TableStream, label: string): unknown[] {
  return stream.frames.flatMap(frame => {
    const found = columnNamed(frame, label)!
    const rows = frame.offsets.at(-1)!
    return Array.from({ length: rows }, (_, row) => {
      if (found.extent === 'row') return valueAt(found, row)
      const table = frame.offsets.findLastIndex(offset => offset <= row)
      return valueAt(found, found.extent === 'constant' ? 0 : table)
    })
  })
}

const show = (expression: string): string =>
  `import "array"\nimport "http"\nimport "http/requests"\nimport old "experimental/http"\narray.from(rows: [{v: display(v: ${expression})}])`
const text = (bytes: Uint8Array | null): string | null => bytes && new TextDecoder().decode(bytes)

describe('http.post', () => {
  test('sends once and gives the status', async () => {
    const call = 'http.post(url: "http://h/x", headers: {"X-A": "b"}, data: bytes(v: "hello"))'
    const { host, streams, failure } = await ran(show(call), { 'http://h/x': { status: 204, body: '' } })
    expect(failure).toBeNull()
    expect(column(streams[0], 'v')).toEqual(['204'])
    expect(host.asked).toHaveLength(1)
    expect(host.asked[0]).toMatchObject({ method: 'POST', purpose: 'http', headers: { 'X-A': 'b' } })
    expect(text(host.asked[0].body)).toBe('hello')
  })
  test('refuses headers that are no texts, and addresses that are none', async () => {
    const { failure } = await ran(show('http.post(url: "http://h/x", headers: {a: 1})'))
    expect(failure?.message).toContain('header value "a" must be a string')
    const { failure: address, host } = await ran(show('http.post(url: "http://[::1/x")'))
    expect(address?.message).toContain("missing ']' in host")
    expect(host.asked).toEqual([])
  })
  test('a fault of the outside can be caught', async () => {
    const script = `import "experimental"\n${show('experimental.catch(fn: () => http.post(url: "http://h/x")).msg')}`
    const { streams } = await ran(script, { 'http://h/x': { fault: fault('unavailable', 'nobody there') } })
    expect(column(streams[0], 'v')[0]).toContain('nobody there')
  })
})

describe('http.endpoint', () => {
  const script = `import "array"
import "http"

toHook = http.endpoint(url: "http://hook/x")
array.from(rows: [{n: "a"}, {n: "b"}, {n: "c"}])
    |> toHook(mapFn: (r) => ({headers: {"Content-Type": "text/plain"}, data: bytes(v: r.n)}))()`

  test('sends each row once, in order, and groups by what was taken', async () => {
    const answer = ({ body }: { body: Uint8Array | null }): RecordedAnswer => ({
      status: text(body) === 'b' ? 500 : 200,
    })
    const { host, streams, failure } = await ran(script, answer)
    expect(failure).toBeNull()
    expect(host.asked.map(one => text(one.body))).toEqual(['a', 'b', 'c'])
    expect(column(streams[0], '_sent')).toEqual(['true', 'true', 'false'])
    expect(column(streams[0], '_status')).toEqual(['200', '200', '500'])
    expect(column(streams[0], 'n')).toEqual(['a', 'c', 'b'])
    expect(streams[0].frames.every(frame => frame.key.includes('_sent'))).toBe(true)
  })
  test('stops at the first that cannot be sent', async () => {
    const { host, failure } = await ran(script, ({ body }) =>
      text(body) === 'b' ? { fault: fault('unavailable', 'nobody there') } : '',
    )
    expect(failure?.message).toContain('nobody there')
    expect(host.asked.map(one => text(one.body))).toEqual(['a', 'b'])
  })
  test('an empty stream sends nothing', async () => {
    const { host, failure } = await ran(
      script.replace('    |> toHook', '    |> filter(fn: (r) => r.n == "x")\n    |> toHook'),
    )
    expect(failure).toBeNull()
    expect(host.asked).toEqual([])
  })
})

describe('http/requests', () => {
  test('parameters are sorted and replace those of the address', async () => {
    const call = 'requests.get(url: "http://h/x?old=1#f", params: ["b": ["1 2", "é"], "a": ["&"]]).statusCode'
    const { host, streams } = await ran(show(call), () => 'ok')
    expect(host.asked[0].url).toBe('http://h/x?a=%26&b=1+2&b=%C3%A9#f')
    expect(column(streams[0], 'v')).toEqual(['200'])
  })
  test('the answer is a record', async () => {
    const call = (part: string): string => show(`requests.get(url: "http://h/x").${part}`)
    expect(column((await ran(call('headers'), () => 'ok')).streams[0], 'v')[0]).toBe(
      '[Content-Type: text/plain; version=0.0.4]',
    )
    const peek = 'import "http/requests"\nrequests.peek(response: requests.get(url: "http://h/x"))'
    const { streams, host } = await ran(peek, () => ({ status: 404, body: 'no' }))
    expect([column(streams[0], 'statusCode'), column(streams[0], 'body')]).toEqual([[404n], ['no']])
    expect(host.asked).toHaveLength(1)
  })
  test('the option is how requests are sent unless a call says otherwise', async () => {
    const config = '{timeout: 2s, insecureSkipVerify: false}'
    const option = `import "array"\nimport "http/requests"\noption requests.defaultConfig = ${config}\n`
    const get = 'array.from(rows: [{v: requests.get(url: "http://h/x").statusCode}])'
    expect((await ran(option + get, () => '')).host.asked[0].timeoutMs).toBe(2000)
    expect(
      (await ran(show('requests.get(url: "http://h/x").statusCode'), () => '')).host.asked[0].timeoutMs,
    ).toBeUndefined()
    const mixed = `requests.get(url: "http://h/x", config: {timeout: 1mo, insecureSkipVerify: false}).statusCode`
    expect((await ran(show(mixed))).failure?.message).toContain('config timeout must not be a mixed duration')
  })
  test('methods are those the engine knows, and GET has no body', async () => {
    expect((await ran(show('requests.do(method: "TRACE", url: "http://h/").statusCode'))).failure?.message).toContain(
      'invalid HTTP method "TRACE"',
    )
    const body = 'requests.get(url: "http://h/", body: bytes(v: "x")).statusCode'
    expect((await ran(show(body))).failure?.message).toContain('cannot have a body')
    const put = 'requests.do(method: "PUT", url: "http://h/", body: bytes(v: "x")).statusCode'
    expect((await ran(show(put), () => '')).host.asked[0]).toMatchObject({ method: 'PUT' })
  })
})

test('experimental/http.get gives headers as a record', async () => {
  const { streams, host } = await ran(show('old.get(url: "http://h/x", headers: {a: "b"}).headers'), () => 'ok')
  expect(column(streams[0], 'v')).toEqual(['{Content-Type: text/plain; version=0.0.4}'])
  expect(host.asked[0]).toMatchObject({ method: 'GET', headers: { a: 'b' }, timeoutMs: 30_000 })
})

test('experimental/csv reads tables from an address, and refuses what is no success', async () => {
  const script = 'import "experimental/csv"\ncsv.from(url: "http://h/t.csv")'
  const csv = '#datatype,string,long,long\n#group,false,false,false\n#default,_result,,\n,result,table,_value\n,,0,7\n'
  expect(column((await ran(script, () => csv)).streams[0], '_value')).toEqual([7n])
  expect((await ran(script, () => ({ status: 403, body: 'no' }))).failure?.message).toContain('answered 403')
})

test('what a script reads twice by one call is asked once a run, and other calls ask again', async () => {
  const script = `import "array"
import "http/requests"

status = () => requests.get(url: "http://h/x").statusCode
a = status()
array.from(rows: [{v: a + a + status()}])`
  const { host, streams } = await ran(script, () => '')
  expect(column(streams[0], 'v')).toEqual([600n])
  expect(host.asked).toHaveLength(2)
})
