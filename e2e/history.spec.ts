// What was run is kept, with how it ended, and comes back as it was; secrets in it are not kept.
import { expect, test } from './reader.ts'

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
