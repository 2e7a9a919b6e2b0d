// After the first load the page works without a network, under a path of a static host.
import { expect, test } from './reader.ts'

test('a script is written, run and shared without a network', async ({ reader }) => {
  const { page } = reader
  await reader.open()
  await expect(page.getByText('offline ready')).toBeVisible({ timeout: 20_000 })
  await page.context().setOffline(true)
  await page.reload()
  await reader.runButton.waitFor()
  await reader.write('import "array"\n\narray.from(rows: [{v: 41}, {v: 42}])\n')
  await reader.run()
  await expect(reader.counts).toContainText('1 table · 2 rows')
  await page.getByRole('button', { name: 'Copy link' }).click()
  await expect(page.locator('.status-notice')).toContainText('Link copied')
  // the sample that comes with the page is there too
  await reader.write('import "experimental/prometheus"\n\nprometheus.scrape(url: "samples/influxdb.prom")\n')
  await reader.run()
  await expect(reader.counts).toContainText('16 tables')
  // and so is a package that only its importers load
  await reader.write(
    'import "array"\nimport "experimental/geo"\n\narray.from(rows: [{v: geo.getLevel(token: "89c25c")}])\n',
  )
  await reader.run()
  await expect(reader.counts).toContainText('1 table · 1 row')
  await page.context().setOffline(false)
})
