// The gallery, the short way through Flux, and a stage in words.
import { examples } from './gallery.ts'
import { expect, Reader, test } from './reader.ts'

/** These write to or ask a server that is not here; they say so, and what to do. */
const needServer = new Set(['buckets/server', 'outside/post'])

test('every example opens and runs as it is', async ({ reader }) => {
  test.setTimeout(180_000)
  const { page } = reader
  await reader.open()
  await page.getByRole('button', { name: 'Examples', exact: true }).click()
  const find = page.getByLabel('Find an example')
  expect(examples.length).toBeGreaterThanOrEqual(40)
  // What reads a bucket comes behind what writes it.
  for (const { path, title, about } of examples.toSorted(
    (a, b) => Number(b.path === 'buckets/write') - Number(a.path === 'buckets/write'),
  )) {
    // biome-ignore format: one loop
    await find.fill(about)
    await page.locator('.example', { hasText: about }).first().click()
    await expect(reader.area).toHaveValue(new RegExp(about.slice(0, 20).replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')))
    await reader.run()
    const create = page.getByRole('button', { name: 'Create example-bucket and run again' })
    if (await create.isVisible()) {
      await create.click()
      await reader.settled()
    }
    if (needServer.has(path)) await expect(page.locator('.strip.bad')).toBeVisible()
    else {
      await expect(page.locator('.strip.bad'), `${path}: ${title}`).toHaveCount(0)
      await expect(reader.counts, path).toContainText('row')
    }
  }
})

test('examples are found by words, and marked once they were opened', async ({ reader }) => {
  const { page } = reader
  await reader.open()
  await page.getByRole('button', { name: 'Examples', exact: true }).click()
  await page.getByLabel('Find an example').fill('counter rate')
  await page.locator('.example').first().click()
  await expect(reader.area).toHaveValue(/derivative/)
  await expect(page.locator('.example').first().getByRole('img', { name: 'seen' })).toBeVisible()
  await page.getByLabel('Find an example').fill('no such words')
  await expect(page.getByText('No example has all of these words.')).toBeVisible()
})

test('Flux in fifteen minutes is read a page at a time, and goes on where it was left', async ({ reader }) => {
  const { page } = reader
  await reader.open(`${Reader.address}#learn/2`)
  await expect(page.getByRole('heading', { name: 'Pipelines' })).toBeVisible()
  await page.getByRole('button', { name: 'Run here' }).click()
  await expect(page.locator('.small-table').first()).toContainText('_value')
  await page.getByRole('button', { name: 'Next: Columns' }).click()
  await expect(page.getByRole('heading', { name: 'Columns', exact: true })).toBeFocused()
  await page.goto('about:blank')
  await reader.open()
  await page.getByRole('button', { name: 'Flux in fifteen minutes' }).click()
  await expect(page.getByText('Page 3 of 12')).toBeVisible()
})

test('the stage at the cursor is told in words, with rows before and after it', async ({ reader }) => {
  const { page } = reader
  await reader.open()
  const script = 'import "array"\n\narray.from(rows: [{host: "a", _value: 1.0}, {host: "b", _value: 2.0}])\n    |> group(columns: ["host"])\n    |> sum()\n' // biome-ignore format: one script
  await reader.write(script)
  await reader.run()
  await reader.area.evaluate((area, at) => (area as HTMLTextAreaElement).setSelectionRange(at, at), script.indexOf('group') + 2) // biome-ignore format: one call
  await reader.area.focus()
  await page.keyboard.press('Shift+Alt+E')
  const told = page.getByRole('article', { name: 'group' })
  await expect(told).toContainText('1 table becomes 2.')
  await expect(told).toContainText('The group key was empty and is host.')
  await expect(told.locator('.small-table')).toHaveCount(2)
  await told.getByRole('button', { name: 'Open the reference' }).click()
  await expect(page.getByRole('heading', { name: 'group' })).toBeVisible()
})
