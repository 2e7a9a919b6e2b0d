// A small screen: one pane at a time, tables as names and values, nothing wider than the screen.
import AxeBuilder from '@axe-core/playwright'
import { devices } from '@playwright/test'
import { documentedTables, expect, test } from './reader.ts'

const { defaultBrowserType: _, ...pixel } = devices['Pixel 7']
test.use({ ...pixel, viewport: { width: 390, height: 844 } })

test('write, run and read on a phone', async ({ reader }) => {
  const { page } = reader
  await reader.open()
  await expect(reader.area).toBeVisible()
  await expect(page.locator('.results-pane')).toBeHidden()
  await reader.runButton.tap()
  await expect(reader.counts).toContainText('16 tables')
  await expect(reader.area).toBeHidden()
  const first = page.locator('.card').first()
  await expect(first.locator('dt')).toHaveText(['_time', '_measurement', 'url', '_field', '_value'])
  await expect(first.locator('dd').last()).toHaveText(documentedTables[0][2])
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390)
  for (const name of ['Script', 'Results', 'More']) {
    const box = (await page.getByRole('navigation', { name: 'Panes' }).getByRole('button', { name }).boundingBox())!
    expect(Math.min(box.width, box.height)).toBeGreaterThanOrEqual(44)
  }
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(v => `${v.id} ${v.nodes[0].target}`)).toEqual([])
  await page.getByRole('button', { name: 'More', exact: true }).last().tap()
  await page.getByRole('button', { name: 'Examples' }).tap()
  await page.getByRole('button', { name: /^Yields/ }).tap()
  await expect(reader.area).toHaveValue(/yield\(name: "levels"\)/)
})
