// Tables of sizes and names that no one would choose: ten thousand columns, a hundred thousand tables, a million rows in
// another order, names that look like markup.
import type { Page } from '@playwright/test'
import { expect, test } from './reader.ts'

const COLUMNS = 10_000
const wide = `import "csv"

csv.from(mode: "raw", csv: "${Array.from({ length: COLUMNS }, (_, i) => `c${i}`).join(',')}
${Array.from({ length: COLUMNS }, (_, i) => i).join(',')}
${Array.from({ length: COLUMNS }, (_, i) => -i).join(',')}
")`
const manyTables = `import "generate"

generate.from(count: 100000, fn: (n) => n, start: 2024-01-01T00:00:00Z, stop: 2024-01-02T00:00:00Z)
    |> map(fn: (r) => ({host: "host-" + string(v: r._value), _value: r._value}))
    |> group(columns: ["host"])
`
const manyRows = `import "generate"

generate.from(count: 1000000, fn: (n) => n * 7919 % 1000003, start: 2024-01-01T00:00:00Z, stop: 2024-01-02T00:00:00Z)
`
const hostile = `import "csv"

csv.from(mode: "raw", csv: "<img src=x onerror=alert(1)>,__proto__,constructor
<script>alert(2)</script>,a,b
&lt;b&gt;,c,d
")
    |> group(columns: ["__proto__", "constructor"])
`

/** Tasks of the page longer than 50 ms while something is done, in ms. */
async function longTasks(page: Page, act: () => Promise<unknown>): Promise<number[]> {
  await page.evaluate(() => {
    const kept = globalThis as unknown as { long: number[]; watch: PerformanceObserver }
    kept.long = []
    kept.watch = new PerformanceObserver(list => kept.long.push(...list.getEntries().map(e => Math.round(e.duration))))
    kept.watch.observe({ type: 'longtask' })
  })
  await act()
  return page.evaluate(() => {
    const kept = globalThis as unknown as { long: number[]; watch: PerformanceObserver }
    kept.long.push(...kept.watch.takeRecords().map(e => Math.round(e.duration)))
    kept.watch.disconnect()
    return kept.long
  })
}

const note = (type: string, description: unknown): void => void test.info().annotations.push({ type, description: String(description) }) // biome-ignore format: one call

test('ten thousand columns: those on screen are drawn, and the last is reached', async ({ reader }) => {
  const { page } = reader
  await reader.open()
  await reader.write(wide)
  note('run, long tasks', await longTasks(page, () => reader.run()))
  await expect(page.locator('.body-scroll')).toBeVisible()
  expect(await page.locator('.body-scroll .cell').count()).toBeLessThan(120)
  const long = await longTasks(page, async () => {
    for (let i = 1; i <= 10; i++) {
      await page.locator('.body-scroll').evaluate((e, part) => (e.scrollLeft = (e.scrollWidth * part) / 10), i)
      await page.evaluate(() => new Promise(requestAnimationFrame))
    }
  })
  note('sideways, long tasks', long)
  await expect(page.getByRole('columnheader', { name: `c${COLUMNS - 1}, string` })).toBeInViewport()
  await expect(page.locator('.body-scroll .row').first()).toContainText(`${COLUMNS - 1}`)
  await page.getByRole('button', { name: 'Columns' }).click()
  await page.getByRole('combobox', { name: 'Find a column' }).fill('c9998')
  await page.keyboard.press('Enter')
  await expect(page.locator('.changed')).toHaveText('1 column hidden')
})

test('a hundred thousand tables: run, go to the last, another view and back', async ({ reader }) => {
  const { page } = reader
  test.setTimeout(60_000)
  await reader.open()
  await reader.write(manyTables)
  note('run, long tasks', await longTasks(page, () => reader.run()))
  await expect(reader.counts).toContainText('100,000 tables')
  await page.getByRole('button', { name: 'Contents' }).click()
  await page.getByRole('combobox', { name: 'Go to a table by its group key' }).fill('host-99999')
  await expect(page.locator('.contents-count')).toHaveText('1 of 100,000 tables')
  await page.keyboard.press('Enter')
  await expect(page.locator('.cell.chosen')).toHaveText('host-99999')
  const switched = await page.evaluate(async () => {
    const press = async (name: string): Promise<number> => {
      const tab = [...document.querySelectorAll<HTMLElement>('[role=tab]')].find(t => t.textContent === name)!
      const start = performance.now()
      tab.click()
      await new Promise(requestAnimationFrame)
      return performance.now() - start
    }
    return [await press('Raw'), await press('Tables')]
  })
  note('switch of view, ms', switched.map(Math.round))
  expect(Math.max(...switched)).toBeLessThan(150)
})

test('a million rows are sorted, and the page answers meanwhile', async ({ reader }) => {
  const { page } = reader
  test.setTimeout(60_000)
  await reader.open()
  await reader.write(manyRows)
  await reader.run()
  await expect(reader.counts).toContainText('1,000,000 rows')
  const started = Date.now()
  const long = await longTasks(page, async () => {
    await page.getByRole('columnheader', { name: '_value, int' }).click()
    await page.getByRole('columnheader', { name: '_value, int' }).click()
    await expect(page.locator('.body-scroll .row').first()).toContainText('1000002')
  })
  note('two sorts, ms', Date.now() - started)
  note('long tasks', long)
  expect(long.filter(ms => ms > 100)).toEqual([])
})

test('names and values that look like markup are texts', async ({ reader }) => {
  const { page } = reader
  await reader.open()
  await reader.write(hostile)
  await reader.run()
  await expect(page.locator('.body-scroll .cell').first()).toBeVisible()
  await expect(page.locator('.results-pane img, .results-pane script')).toHaveCount(0)
  await page.getByRole('columnheader', { name: '__proto__, string' }).first().click({ button: 'right' })
  await page.getByRole('menuitem', { name: 'Hide' }).click()
  await expect(page.getByRole('columnheader', { name: '__proto__, string' })).toHaveCount(0)
  await expect(page.locator('.changed')).toHaveText('1 column hidden')
  await page.getByRole('columnheader', { name: 'constructor, string' }).first().click()
  await expect(page.locator('.changed')).toHaveText('Sorted by constructor, up; 1 column hidden')
  await page.getByRole('tab', { name: 'Text' }).click()
  await expect(page.getByRole('region', { name: 'Tables as text' })).toContainText('<script>alert(2)</script>')
  expect(reader.complaints).toEqual([])
})
