// What was run is kept, with how it ended, and comes back as it was; secrets in it are not kept.
import AxeBuilder from '@axe-core/playwright'
import { expect, Reader, test } from './reader.ts'

test('a script that was run is found and opened again', async ({ reader }) => {
  const { page } = reader
  await reader.open()
  await reader.write('import "array"\n\narray.from(rows: [{v: 1}, {v: 2}])\n')
  await reader.run()
  await reader.write('import "array"\n\narray.from(rows: [{v: "a"}]) |> sum(column: "v")\n')
  await reader.run()
  await reader.write(
    'from(bucket: "b", host: "http://localhost:1", token: "hidden-value", org: "o") |> range(start: -1h)\n',
  )
  await reader.run()
  await page.reload()
  await page.getByRole('button', { name: 'History' }).click()
  const drawer = page.getByRole('complementary', { name: 'History' })
  await expect(drawer.locator('.past-run')).toHaveCount(3)
  expect(await page.evaluate(() => localStorage.getItem('flux/history'))).not.toContain('hidden-value')
  await drawer.getByLabel('Find in the history').fill('v: 2')
  await expect(drawer.locator('.past-run')).toHaveCount(1)
  await expect(drawer).toContainText('1 table · 2 rows')
  await drawer.locator('.drawer-open').click()
  await expect(reader.area).toHaveValue(/v: 1}, {v: 2/)
})

test('an entry is compared, linked, and keeps its tables', async ({ reader, context }) => {
  const { page } = reader
  await reader.open()
  await reader.write('import "array"\n\narray.from(rows: [{v: 41}])\n')
  await reader.run()
  await page.getByRole('button', { name: 'History' }).click()
  const drawer = page.getByRole('complementary', { name: 'History' })
  await drawer.getByRole('button', { name: /^Keep tables/ }).click()
  await expect(page.locator('.status-notice')).toHaveText('The tables are kept with the run.')
  await reader.write('import "array"\n\narray.from(rows: [{v: 42}])\n')
  await drawer.getByRole('button', { name: /^Compare/ }).click()
  await expect(drawer).toContainText('To the script on screen: 1 line added, 1 line removed')
  await expect(drawer.locator('.difference .removed')).toContainText('v: 41')
  await drawer.getByRole('button', { name: /^Copy link/ }).click()
  await expect(page.locator('.status-notice')).toContainText('Link copied')
  const address = await page.evaluate(() => navigator.clipboard.readText())

  await page.reload()
  await page.getByRole('button', { name: 'History' }).click()
  await drawer.getByRole('button', { name: /^Open tables/ }).click()
  await expect(reader.tables).toContainText('41')
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])
  }
  const other = new Reader(await context.newPage())
  await other.withPlainEditor()
  await other.open(address)
  await expect(other.area).toHaveValue(/v: 41/)
})
