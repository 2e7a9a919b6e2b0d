// Data that stays: written by one run, read by the next, there after a reload; and a stranger's script asks first.
import { expect, stranger, test } from './reader.ts'

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

response = requests.get(url: "http://local" + "host:8086/metrics")
array.from(rows: [{status: response.statusCode}]) |> yield(name: "status")
from(bucket: "metrics") |> range(start: -1h) |> yield(name: "metrics")
`
  await reader.open()
  await reader.write(script)
  await reader.page.getByRole('button', { name: 'Copy link' }).click()
  const link = await reader.page.evaluate(() => navigator.clipboard.readText())
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
