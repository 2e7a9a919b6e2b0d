// A live endpoint: what was scraped before stays while a script is watched, so that rates have a past.
import { expect, test } from './reader.ts'

test('rates of a live endpoint after a few seconds', async ({ reader }) => {
  const { page } = reader
  await reader.open(process.env.E2E_LOCAL)
  await reader.write(`import "experimental/prometheus"

prometheus.scrape(url: "metrics")
    |> filter(fn: (r) => r._field == "process_cpu_seconds_total")
    |> derivative(unit: 1s, nonNegative: true)
`)
  await reader.run()
  await expect(reader.counts).toContainText('0 rows')
  await page.getByRole('button', { name: 'Watch' }).click()
  await page.getByRole('menuitemradio', { name: 'every 2 s' }).click()
  await expect(reader.counts).toContainText('2 rows', { timeout: 12_000 })
  await page.getByRole('button', { name: 'Pause watching' }).click()
  const rows = await reader.counts.textContent()
  await page.waitForTimeout(2500)
  expect(await reader.counts.textContent()).toBe(rows)
  await page.getByRole('button', { name: 'Go on watching' }).click()
  await expect(reader.counts).not.toHaveText(rows!)
  await page.getByRole('button', { name: 'Watching, every 2 s' }).click()
  await page.getByRole('menuitemradio', { name: 'only when asked' }).click()
  await expect(page.getByRole('button', { name: 'Pause watching' })).toHaveCount(0)
})
