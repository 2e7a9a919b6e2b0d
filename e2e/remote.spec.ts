// An InfluxDB beside the page: written to, read from, and made to run whole scripts. Its tokens stay with the reader.

import { readLink } from '../src/app/share/codec.ts'
import { servePage } from '../src/serve/servePage.ts'
import { type InfluxServer, influxServer, ORG, TOKEN } from '../src/testing/influxServer.ts'
import { expect, type Reader, stranger, test } from './reader.ts'

let server: InfluxServer
test.beforeAll(async () => {
  server = await influxServer('example-bucket')
})
test.afterAll(() => server.stop())

async function connect(reader: Reader): Promise<void> {
  const { page } = reader
  await page.getByRole('button', { name: 'InfluxDB servers' }).click()
  const drawer = page.getByRole('complementary', { name: 'InfluxDB servers' })
  await drawer.getByLabel('Address').fill(server.url)
  await drawer.getByLabel('Organization').fill(ORG)
  await drawer.getByLabel('Token', { exact: true }).fill(TOKEN)
  await drawer.getByLabel('Name', { exact: true }).fill('home')
  await drawer.getByRole('button', { name: 'Add' }).click()
  await page.getByRole('button', { name: 'Scripts run in this browser' }).click()
  await page.getByRole('menuitemradio', { name: 'on home' }).click()
}

test('the documentation’s second script: what is scraped is written, and read back', async ({ reader }) => {
  await reader.open()
  await reader.write(`import "experimental/prometheus"

prometheus.scrape(url: "http://localhost:8086/metrics")
    |> to(bucket: "example-bucket", host: "${server.url}", org: "${ORG}", token: "${TOKEN}")
`)
  await reader.run()
  await expect(reader.counts).toContainText('16 tables')
  const tables = await reader.readTables()
  await reader.write(
    `from(bucket: "example-bucket", host: "${server.url}", org: "${ORG}", token: "${TOKEN}")\n    |> range(start: -1h)\n`,
  )
  await reader.run()
  await expect(reader.counts).toContainText('16 tables')
  const value = (rows: typeof tables) => rows.map(t => t.rows[0][t.columns.indexOf('_value')]).sort()
  expect(value(await reader.readTables())).toEqual(value(tables))
})

test('an InfluxDB that no page may reach is written to and queried through the local proxy', async ({ reader }) => {
  const page = await servePage([server.url], 4189)
  try {
    await reader.open(page.address)
    const at = `bucket: "example-bucket", host: "${server.url}", org: "${ORG}", token: "${TOKEN}"`
    await reader.write(`import "array"

array.from(rows: [{_time: now(), _measurement: "proxied", _field: "f", _value: 7}]) |> to(${at})
from(${at}) |> range(start: -1h) |> filter(fn: (r) => r._measurement == "proxied") |> yield(name: "read")
`)
    await reader.run()
    await expect(reader.message).toContainText('No problems')
    expect(reader.elsewhere).toEqual([])
    expect(server.asked.filter(one => one.includes('proxied')).length).toBeGreaterThan(0)
  } finally {
    await page.server.close()
  }
})

test('a whole script runs on the server, and errors are at their place', async ({ reader }) => {
  const { page } = reader
  await reader.open()
  await connect(reader)
  await reader.write('import "array"\n\narray.from(rows: [{where: "on the server"}])\n')
  server.asked.length = 0
  await reader.run()
  await expect(reader.tables).toContainText('on the server')
  expect(server.asked.at(-1)).toContain('on the server')

  await reader.write('import "array"\n\narray.from(rows: [{v: nothing}])\n')
  await reader.run()
  await expect(reader.message).toContainText(/undefined identifier nothing/i)
  await expect(reader.message).toContainText('Line 3')

  await reader.write('from(bucket: v.defaultBucket) |> range(start: v.timeRangeStart) |> nope()\n')
  server.asked.length = 0
  await reader.run()
  expect(server.asked.at(-1)).toContain('option v = {timeRangeStart: -1h')
  await expect(reader.message).toContainText(/undefined identifier nope/i)

  // the token is nowhere but in memory
  const kept = await page.evaluate(() => JSON.stringify(localStorage) + location.href + document.title)
  expect(kept).not.toContain(TOKEN)
  await page.getByRole('button', { name: 'Copy link' }).click()
  await page.reload()
  await page.getByRole('button', { name: 'InfluxDB servers' }).click()
  await expect(page.getByRole('complementary', { name: 'InfluxDB servers' })).toContainText('its token is missing')
})

test('rows that came before an error in band stay beside it', async ({ reader }) => {
  await reader.open()
  await connect(reader)
  const csv =
    '#group,false,false,false\r\n#datatype,string,long,long\r\n#default,good,,\r\n,result,table,v\r\n,,0,7\r\n'
  const error = '\r\n\r\n#group,true,true\r\n#datatype,string,string\r\n#default,,\r\n,error,reference\r\n,runtime error @1:1-1:5: no more,\r\n' // biome-ignore format: one text
  server.fail('/api/v2/query', { status: 200, body: csv + error })
  await reader.write('from(bucket: "example-bucket") |> range(start: -1h)\n')
  await reader.run()
  await expect(reader.tables).toContainText('7')
  await expect(reader.message).toContainText('no more')
})

for (const [name, status, body, said] of [
  ['a wrong token', 401, '{"code":"unauthorized","message":"unauthorized access"}', 'the token is missing or unknown'],
  ['too many requests', 429, '{"code":"too many requests","message":"slow down"}', 'Wait and run again'],
  ['a busy server', 503, '{"code":"unavailable","message":"busy"}', 'Wait and run again'],
  ['a server that fails', 500, '{"code":"internal error","message":"panic"}', 'Look at the log of the server'],
] as const)
  test(`${name} says what to do`, async ({ reader }) => {
    await reader.open()
    await connect(reader)
    server.fail('/api/v2/query', { status, body })
    await reader.write('from(bucket: "example-bucket") |> range(start: -1h)\n')
    await reader.run()
    await expect(reader.message).toContainText(said)
    await expect(reader.message).toContainText(String(status))
  })

test('secrets are for scripts of one’s own', async ({ reader, browser }) => {
  const { page } = reader
  const script = `import "influxdata/influxdb/secrets"\nimport "array"\n\narray.from(rows: [{v: secrets.get(key: "KEY")}])\n`
  await reader.open()
  await page.getByRole('button', { name: 'InfluxDB servers' }).click()
  await page.getByLabel('Key of the secret').fill('KEY')
  await page.getByLabel('Its value').fill('hidden value')
  await page.getByRole('button', { name: 'Set' }).click()
  await reader.write(script)
  await reader.run()
  await expect(reader.tables).toContainText('hidden value')
  const link = await reader.copiedLink()
  const other = await stranger(browser)
  await other.open()
  await other.page.getByRole('button', { name: 'InfluxDB servers' }).click()
  await other.page.getByLabel('Key of the secret').fill('KEY')
  await other.page.getByLabel('Its value').fill('hidden value')
  await other.page.getByRole('button', { name: 'Set' }).click()
  await other.page.evaluate(hash => {
    location.hash = hash
  }, new URL(link).hash)
  await other.page.getByRole('button', { name: 'Run once' }).click()
  await other.settled()
  await expect(other.message).toContainText(/secret key "KEY" not found/i)
  await other.page.context().close()
})

test('a link never carries a token: it is moved out of the script first', async ({ reader }) => {
  const { page } = reader
  await reader.open()
  const script = `from(bucket: "example-bucket", host: "${server.url}", org: "${ORG}", token: "${TOKEN}")\n    |> range(start: -1h)\n`
  await reader.write(script)
  await page.getByRole('button', { name: 'Copy link' }).click()
  await expect(reader.message).toContainText('The script has a secret in it')
  await page.getByRole('button', { name: 'Move it and copy the link' }).click()
  await expect(page.locator('.status-notice')).toContainText('Link copied')
  await expect(reader.area).toHaveValue(/token: secrets.get\(key: "TOKEN"\)/)
  const link = await page.evaluate(() => navigator.clipboard.readText())
  const read = readLink(new URL(link).hash)
  expect(read.kind === 'script' && read.text).not.toContain(TOKEN)
  // the script still runs here
  await reader.run()
  await expect(reader.counts).toContainText('tables')
})
