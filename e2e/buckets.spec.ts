// Data that stays: written by one run, read by the next, there after a reload; and a stranger's script asks first.
import { expect, Reader, stranger, test } from './reader.ts'

const write = `import "array"

array.from(
    rows: [
        {_time: now(), _measurement: "cpu", _field: "usage", host: "a", _value: 0.5},
        {_time: now(), _measurement: "cpu", _field: "usage", host: "b", _value: 0.7},
    ],
)
    |> group(columns: ["_measurement", "_field", "host"])
    |> to(bucket: "metrics")
`
const read = 'from(bucket: "metrics") |> range(start: -1h) |> filter(fn: (r) => r.host == "b")\n'

test('a bucket that is not there is created in one click, and what was written is there after a reload', async ({
  reader,
}) => {
  await reader.open()
  await reader.write(write)
  await reader.run()
  await expect(reader.message).toContainText('could not find bucket "metrics"')
  await reader.page.getByRole('button', { name: 'Create metrics and run again' }).click()
  await expect(reader.counts).toContainText('2 tables')

  await reader.write(read)
  await reader.run()
  await expect(reader.counts).toContainText('1 table')
  await reader.page.reload()
  await reader.run()
  await expect(reader.counts).toContainText('1 table')
  await expect(reader.tables).toContainText('0.7')
})

test('the panel shows what is in a bucket, writes queries, and takes a removal back', async ({ reader }) => {
  const { page } = reader
  await reader.open()
  await page.getByRole('button', { name: 'Buckets' }).click()
  const panel = page.getByRole('complementary', { name: 'Buckets' })
  await panel.getByLabel('Name of the bucket').fill('metrics')
  await panel.getByLabel('How long points stay').selectOption('7 days')
  await panel.getByRole('button', { name: 'Create' }).click()
  await expect(panel.getByRole('button', { name: /metrics/ })).toContainText('empty · kept 7 days')
  await panel.getByLabel('Name of the bucket').fill('metrics')
  await panel.getByRole('button', { name: 'Create' }).click()
  await expect(panel.getByRole('alert')).toContainText('bucket with name metrics already exists')

  await reader.write(write)
  await reader.run()
  await panel.getByRole('button', { name: /^metrics/ }).click()
  await expect(panel.getByRole('button', { name: /^metrics/ })).toContainText('2 series · 2 points')
  await panel.getByText('cpu').click()
  await panel.getByRole('button', { name: 'b', exact: true }).click()
  await expect(reader.area).toHaveValue(/from\(bucket: "metrics"\)[\s\S]*r\["host"\] == "b"/)
  await reader.run()
  await expect(reader.counts).toContainText('1 table')

  await panel.getByRole('button', { name: 'Remove' }).click()
  await expect(panel.getByRole('status')).toContainText('metrics was removed.')
  await reader.run()
  await expect(reader.message).toContainText('could not find bucket')
  await panel.getByRole('button', { name: 'Undo' }).click()
  await reader.run()
  await expect(reader.counts).toContainText('1 table')
})

test('a stranger’s script waits before it reads an address it puts together, and before it reads the buckets', async ({
  reader,
  browser,
}) => {
  const script = `import "http/requests"
import "array"
import "strings"

response = requests.get(url: "http://local" + strings.toLower(v: "HOST:8086/metrics"))
array.from(rows: [{status: response.statusCode}]) |> yield(name: "status")
from(bucket: "metrics") |> range(start: -1h) |> yield(name: "metrics")
`
  await reader.open()
  await reader.write(script)
  const link = await reader.copiedLink()
  const other = await stranger(browser)
  await other.open(link)
  await other.page.getByRole('button', { name: 'Run once' }).click()
  const question = other.page.getByRole('alertdialog')
  await expect(question).toContainText('It wants to read http://localhost:8086/metrics.')
  await other.page.waitForTimeout(300)
  expect(other.elsewhere).toEqual([])
  await question.getByRole('button', { name: 'Allow' }).click()
  await expect(question).toContainText('It wants to read the buckets kept in this browser.')
  expect(other.elsewhere).toHaveLength(1)
  await question.getByRole('button', { name: 'Refuse' }).click()
  await other.settled()
  await expect(other.message).toContainText('was not allowed to read the buckets kept in this browser')
  await other.page.context().close()
})

test('two tabs write to one bucket and read what the other wrote', async ({ reader }) => {
  await reader.open()
  const { page } = reader
  await reader.write(write)
  await reader.run()
  await page.getByRole('button', { name: 'Create metrics and run again' }).click()
  await expect(reader.counts).toContainText('2 tables')
  const second = new Reader(await page.context().newPage())
  await second.withPlainEditor()
  await second.open()
  await second.newScript()
  await second.write(write.replaceAll('host: "', 'host: "second-'))
  await Promise.all([second.run(), reader.run()])
  const all = 'from(bucket: "metrics") |> range(start: -1h) |> group(columns: ["host"]) |> count()\n'
  for (const one of [reader, second]) {
    await one.write(all)
    await one.run()
    await expect(one.counts).toContainText('4 tables')
  }
  // another tab's new field of another type is a conflict in both
  await second.write('import "array"\n\narray.from(rows: [{_time: now(), _measurement: "cpu", _field: "usage", host: "c", _value: "text"}]) |> to(bucket: "metrics")\n') // biome-ignore format: one script
  await second.run()
  await expect(second.message).toContainText('field type conflict')
})

test('a tab that goes while it writes leaves whole writes or none', async ({ reader }) => {
  test.setTimeout(90_000)
  const { page } = reader
  await reader.open()
  await page.getByRole('button', { name: 'Buckets' }).click()
  await page.getByLabel('Name of the bucket').fill('metrics')
  await page.getByRole('button', { name: 'Create' }).click()
  const one = (i: number): string =>
    `part(n: "${i}") |> to(bucket: "metrics") |> limit(n: 1) |> yield(name: "part${i}")\n`
  await reader.write(`import "generate"

part = (n) => generate.from(count: 30000, fn: (n) => n, start: 2024-01-01T00:00:00Z, stop: 2024-01-02T00:00:00Z)
    |> map(fn: (r) => ({r with _measurement: "m", _field: "f", part: n}))
${Array.from({ length: 30 }, (_, i) => one(i)).join('')}`)
  const next = new Reader(await page.context().newPage())
  await next.withPlainEditor()
  await next.open()
  await next.newScript()
  await next.write('from(bucket: "metrics") |> range(start: 2024-01-01T00:00:00Z, stop: 2024-01-02T00:00:00Z) |> group(columns: ["part"]) |> count()\n') // biome-ignore format: one script
  await reader.runButton.click()
  // at least one write is there; as a rule others are still to come
  await expect(async () => {
    await next.run()
    expect(await next.counts.textContent()).toMatch(/^[1-9]\d* tables?/)
  }).toPass({ timeout: 60_000 })
  await page.close()
  await next.run()
  for (const table of await next.readTables()) expect(table.rows[0][table.columns.indexOf('_value')]).toBe('30000')
})

test('files go into a bucket and come out, and a script finds sample data that fits it', async ({ reader }) => {
  const { page } = reader
  await reader.open()
  await reader.write('from(bucket: "air") |> range(start: -1h) |> filter(fn: (r) => r._measurement == "room")\n')
  await reader.run()
  await page.getByRole('button', { name: 'With sample data' }).click()
  await expect(reader.counts).toContainText(/1 table · 3\d\d rows/)

  await page.getByRole('button', { name: 'Buckets' }).click()
  const panel = page.getByRole('complementary', { name: 'Buckets' })
  await panel.getByRole('button', { name: /^air/ }).click()
  const put = (name: string, text: string) =>
    panel.getByLabel('Import a file').setInputFiles({ name, mimeType: 'text/plain', buffer: Buffer.from(text) })
  await put(
    'more.lp',
    'room,host=b temp=21.5 1704067200000000000\nroom temp\nroom,host=c temp=22 1704067200000000000\n',
  )
  await expect(panel.getByText(/unable to parse 'room temp'/)).toBeVisible()
  await put('page.prom', '# TYPE up gauge\nup{job="x"} 1 1704067200000\n')
  await expect(panel.getByText('page.prom was read.')).toBeVisible()
  await put('table.csv', '#datatype,string,long,dateTime:RFC3339,double,string,string\n#group,false,false,false,false,true,true\n#default,_result,,,,,\n,result,table,_time,_value,_field,_measurement\n,,0,2024-01-01T00:00:00Z,5,v,csv\n') // biome-ignore format: one file
  await expect(panel.getByText('table.csv was read.')).toBeVisible()
  await put('bad.csv', '#datatype,what\n')
  await expect(panel.getByRole('alert')).toBeVisible()

  const exported = async (kind: string): Promise<string> => {
    const coming = page.waitForEvent('download')
    await panel.getByLabel('Export air').selectOption(kind)
    const path = await (await coming).path()
    return (await import('node:fs')).readFileSync(path, 'utf8')
  }
  expect(await exported('Line protocol')).toContain('room,host=b temp=21.5 1704067200000000000\n')
  expect(await exported('Annotated CSV')).toContain(',2024-01-01T00:00:00Z,5,v,csv')
  expect(await exported('Metrics, the newest')).toContain('up{job="x"} 1 1704067200000\n')
})
