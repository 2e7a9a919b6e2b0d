// The page against servers people really have: cross-origin, thousands of series, and the one that shuts its door.
import { analyze, run } from '../src/flux.ts'
import { nodeHost } from '../src/hosts/index.ts'
import { servePage } from '../src/serve/servePage.ts'
import { cell, columnNamed, forEachTable } from '../src/tables/index.ts'
import { expect, type Reader, test } from './reader.ts'
import { type RealServer, startReal } from './realServers.ts'

const scrape = (url: string): string => `import "experimental/prometheus"\n\nprometheus.scrape(url: "${url}")\n`

/** A page holds requests to at least this many tables without one being lost. */
async function tablesShown(reader: Reader): Promise<number> {
  const text = (await reader.counts.textContent()) ?? ''
  return Number(/([\d,]+) tables/.exec(text)?.[1].replaceAll(',', ''))
}

function withServer(name: Parameters<typeof startReal>[0], journeys: (server: () => RealServer) => void): void {
  test.describe(name, () => {
    let server: RealServer | null = null
    test.beforeAll(async () => {
      server = await startReal(name)
    })
    test.afterAll(() => server?.stop())
    test.beforeEach(() => test.skip(server === null, `${name} is not installed`))
    journeys(() => server!)
  })
}

withServer('influxdb', server => {
  test('InfluxDB 1.x is read from another origin', async ({ reader }) => {
    await reader.open()
    await reader.write(`${scrape(server().url).trim()} |> filter(fn: (r) => r._field == "go_gc_duration_seconds")\n`)
    await reader.run()
    const tables = await reader.readTables()
    expect(tables.map(t => t.rows[0][t.columns.indexOf('quantile')])).toEqual(['0', '0.25', '0.5', '0.75', '1'])
    expect(tables[0].columns).toEqual(['_time', '_measurement', 'url', 'quantile', '_field', '_value'])
    expect(reader.elsewhere).toEqual([server().url])
  })
})

withServer('netdata', server => {
  test('Netdata’s hundreds of series become as many tables', async ({ reader }) => {
    await reader.open()
    await reader.write(scrape(server().url))
    await reader.run()
    expect(await tablesShown(reader)).toBeGreaterThan(300)
    await reader.write(`${scrape(server().url).trim()} |> group() |> count()\n`)
    await reader.run()
    await expect(reader.counts).toContainText('1 table · 1 row')
  })
})

withServer('nodeExporter', server => {
  test('node_exporter lets no page read it: the header it lacks, and its text pasted', async ({ reader }) => {
    await reader.open()
    await reader.write(scrape(server().url))
    await reader.run()
    await expect(reader.message).toContainText('Access-Control-Allow-Origin')
    await reader.page.getByRole('button', { name: 'Paste its text' }).click()
    const text = await (await reader.page.request.get(server().url)).text()
    await reader.page.getByRole('textbox', { name: 'Text of the address' }).fill(text)
    await reader.page.getByRole('button', { name: 'Use it and run' }).click()
    await reader.settled()
    expect(await tablesShown(reader)).toBeGreaterThan(300)
  })

  test('node_exporter through the local proxy', async ({ reader }) => {
    const local = await servePage([new URL(server().url).origin], 4198)
    try {
      await reader.open(local.address)
      await reader.write(`${scrape(server().url).trim()} |> filter(fn: (r) => r._field == "node_load1")\n`)
      await reader.run()
      const [table] = await reader.readTables()
      expect(table.rows[0][table.columns.indexOf('url')]).toBe(server().url)
      expect(reader.elsewhere).toEqual([])
    } finally {
      await local.server.close()
    }
  })
})

test('a record of one scrape gives the address of the next', async ({ reader }) => {
  await reader.open()
  await reader.write(`import "experimental/prometheus"

first = prometheus.scrape(url: "http://localhost:8086/metrics")
    |> filter(fn: (r) => r._field == "go_memstats_alloc_bytes_total")
    |> findRecord(fn: (key) => true, idx: 0)

prometheus.scrape(url: first.url)
    |> filter(fn: (r) => r._field == "go_memstats_buck_hash_sys_bytes")`)
  await reader.run()
  const [table] = await reader.readTables()
  expect(table.rows[0][table.columns.indexOf('_value')]).toBe('5259247')
})

test('series whose labels alternate keep the order of the page', async ({ reader }) => {
  await reader.page.route('http://metrics.test/**', route =>
    route.fulfill({
      headers: { 'access-control-allow-origin': '*', 'content-type': 'text/plain; version=0.0.4' },
      body: 'a{x="1"} 1\nb{y="1"} 2\na{x="2"} 3\nb{y="2"} 4\nc 5\na{x="3"} 6\n',
    }),
  )
  await reader.open()
  await reader.write(scrape('http://metrics.test/alternating'))
  await reader.run()
  const values = (await reader.readTables()).map(t => t.rows[0][t.columns.indexOf('_value')])
  expect(values).toEqual(['1', '2', '3', '4', '5', '6'])
})

withServer('victoriaMetrics', server => {
  test('VictoriaMetrics takes what to() writes: every scraped sample is there', async () => {
    const host = new URL(server().url).origin
    const script = `import "experimental/prometheus"\n\nprometheus.scrape(url: "http://localhost:8086/metrics") |> to(bucket: "b", org: "o", host: "${host}", token: "t")\n`
    const { results, failure, notices } = await run(analyze(script), nodeHost())
    expect(failure).toBeNull()
    expect(notices).toEqual([])
    const scraped = new Map<string, number>()
    forEachTable(results[0].stream, (frame, table) => {
      const at = (label: string): unknown => cell(columnNamed(frame, label)!, table, frame.offsets[table])
      const label = ['le', 'quantile'].map(name => (columnNamed(frame, name) ? `${name}=${at(name)}` : '')).join('')
      scraped.set(`prometheus_${at('_field')} ${label}`, at('_value') as number)
    })
    // it shows new points after a second or two
    const match = encodeURIComponent('{__name__=~"prometheus_.*"}')
    const stored = async (): Promise<Map<string, number>> => {
      const text = await (await fetch(`${host}/api/v1/export?match[]=${match}`)).text()
      const lines = text.split('\n').filter(line => line !== '')
      return new Map(
        lines.map(line => {
          const { metric, values } = JSON.parse(line)
          const label = ['le', 'quantile'].map(name => (name in metric ? `${name}=${metric[name]}` : '')).join('')
          return [`${metric.__name__} ${label}`, values.at(-1)]
        }),
      )
    }
    await expect.poll(async () => (await stored()).size, { timeout: 15_000 }).toBe(scraped.size)
    // it keeps some ten digits of a value
    const rounded = (samples: Map<string, number>) => [...samples].map(([k, v]) => `${k} ${v.toPrecision(9)}`).sort()
    expect(rounded(await stored())).toEqual(rounded(scraped))
  })
})
