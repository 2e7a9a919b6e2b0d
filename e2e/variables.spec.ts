// What dashboards put into `v`: a query pasted from one runs as it is, and its range travels in the link.
import { expect, stranger, test } from './reader.ts'

const script = `import "array"

array.from(rows: [{_time: now(), start: string(v: v.timeRangeStart), every: string(v: v.windowPeriod), bucket: v.defaultBucket}])
    |> range(start: v.timeRangeStart, stop: 1h)
`

test('a dashboard’s query runs as it is, and its range travels in the link', async ({ reader, browser }) => {
  const { page } = reader
  await reader.open()
  const strip = page.getByRole('region', { name: 'Variables of the dashboard, v' })
  await expect(strip).toHaveCount(0)
  await reader.write(script)
  await expect(strip).toBeVisible()
  await reader.run()
  await expect(reader.tables).toContainText('-1h')
  await strip.getByLabel('Time range').selectOption('Past 6 hours')
  await strip.getByLabel('Bucket', { exact: true }).fill('metrics')
  await strip.getByRole('button', { name: 'Variable' }).click()
  await reader.run()
  await expect(reader.tables).toContainText('-6h')
  await expect(reader.tables).toContainText('metrics')

  const link = await reader.copiedLink()
  const other = await stranger(browser)
  await other.open(link)
  await expect(other.page.getByLabel('Time range')).toHaveValue('-6h')
  await expect(other.page.getByLabel('Bucket', { exact: true })).toHaveValue('metrics')
  await other.page.context().close()

  await page.reload()
  await expect(page.getByLabel('Time range')).toHaveValue('-6h')
  await reader.write(`v = {timeRangeStart: -1h}\n${script}`)
  await expect(strip).toHaveCount(0)
})

test('a value that is no Flux is told with what to do', async ({ reader }) => {
  const { page } = reader
  await reader.open()
  await reader.write('import "array"\n\narray.from(rows: [{a: v.name1}])\n')
  await page.getByRole('button', { name: 'Variable' }).click()
  await page.getByLabel('Value of v.name1, as Flux').fill('"half')
  await reader.run()
  await expect(reader.message).toContainText('cannot be read as Flux')
  await page.getByLabel('Value of v.name1, as Flux').fill('"whole"')
  await reader.run()
  await expect(reader.tables).toContainText('whole')
})
