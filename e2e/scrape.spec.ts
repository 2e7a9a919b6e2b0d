// The job this page exists for: the documentation's tables, one click away.
import { documentedScript, expect, expectDocumented, Reader, test } from './reader.ts'

test('a first visit runs the sample that comes with the page', async ({ reader }) => {
  await reader.open()
  await expect(reader.page.locator('.condition')).toContainText('This page runs Flux')
  await reader.run()
  await expect(reader.counts).toContainText('16 tables · 16 rows')
  expectDocumented(await reader.readTables(), `${Reader.address}samples/influxdb.prom`)
  expect(reader.elsewhere).toEqual([])
  expect(reader.complaints).toEqual([])
})

test('the documentation’s script, verbatim, reads its address', async ({ reader, request }) => {
  await reader.open()
  await reader.write(documentedScript)
  await request.get('http://localhost:8086/asked')
  await reader.run()
  expectDocumented(await reader.readTables(), 'http://localhost:8086/metrics')
  const asked = await (await request.get('http://localhost:8086/asked')).json()
  expect(asked).toHaveLength(1)
  expect(asked[0]).toMatchObject({ method: 'GET', url: '/metrics' })
  expect(asked[0].headers.cookie).toBeUndefined()
  expect(asked[0].headers.referer).toBeUndefined()
  expect(reader.complaints).toEqual([])
})

test('a click brings the tables at once', async ({ reader }) => {
  await reader.open()
  await reader.run()
  const times: number[] = []
  for (let i = 0; i < 5; i++) {
    await reader.run()
    times.push(Number.parseFloat((await reader.counts.textContent())!.split('·')[2]))
  }
  test.info().annotations.push({ type: 'click to tables, ms', description: times.join(' ') })
  expect(Math.min(...times)).toBeLessThan(50)
})

test('several results are kept apart by their names', async ({ reader }) => {
  await reader.open()
  await reader.write(`import "array"
a = array.from(rows: [{v: 1}, {v: 2}])
a |> yield(name: "first")
a |> map(fn: (r) => ({r with w: r.v * 2})) |> yield(name: "second")`)
  await reader.run()
  await expect(reader.counts).toContainText('1 table · 2 rows')
  expect((await reader.readTables())[0].columns).toEqual(['v'])
  await reader.page.getByRole('button', { name: 'Result first' }).click()
  await reader.page.getByRole('menuitemradio', { name: 'second' }).click()
  await expect(reader.page.getByRole('columnheader', { name: 'w, int' })).toHaveCount(1)
  expect(await reader.readTables()).toMatchObject([
    {
      columns: ['v', 'w'],
      rows: [
        ['1', '2'],
        ['2', '4'],
      ],
    },
  ])
})

test('a text is found in the tables that have it', async ({ reader }) => {
  await reader.open()
  await reader.run()
  await reader.page.getByRole('searchbox').fill('threshold')
  await expect(reader.counts).toContainText('5 of 16 tables')
  expect((await reader.readTables()).map(t => t.rows[0].at(-1))).toContain('570')
  await reader.page.getByRole('searchbox').fill('nothing like it')
  await expect(reader.counts).toContainText('0 of 16 tables')
})

test('a null is not an empty text', async ({ reader }) => {
  await reader.open()
  await reader.write(`import "csv"
csv.from(csv: "#datatype,string,long,string,string
#group,false,false,false,false
#default,_result,,,
,result,table,a,b
,,0,,x
", mode: "annotations") |> map(fn: (r) => ({r with c: ""}))`)
  await reader.run()
  await reader.page.locator('.card').waitFor()
  await expect(reader.page.locator('[data-cell="0,0,0"] .null')).toHaveText('null')
  await expect(reader.page.locator('[data-cell="0,0,2"] .empty')).toHaveText('""')
})

test('a result is downloaded in the format that is asked for', async ({ reader }) => {
  const { page } = reader
  await reader.open()
  await reader.run()
  const text = async (title: string): Promise<string> => {
    await page.getByRole('button', { name: 'Download' }).click()
    const coming = page.waitForEvent('download')
    await page.getByRole('menuitem', { name: title, exact: true }).click()
    return (await import('node:fs')).readFileSync(await (await coming).path(), 'utf8')
  }
  expect(await text('Annotated CSV')).toContain('#group,false,')
  const tables = JSON.parse(await text('JSON'))
  expect(tables).toHaveLength(16)
  expect(tables[0].rows[0]._value).toBe(1422764240)
  expect(await text('Line protocol')).toMatch(
    /^prometheus,.*url=http.*go_memstats_alloc_bytes_total=1.42276424e\+09 \d+$/m,
  )
  expect(await text('Markdown')).toContain('| --- |')
  await page.getByRole('tab', { name: 'JSON' }).click()
  await expect(page.getByRole('region', { name: 'JSON' })).toContainText('"result":"_result"')
})
