// Every step of a script opened from the one run: what it changed in words, and its tables before and after.
import AxeBuilder from '@axe-core/playwright'
import { test as base, expect, Reader, test } from './reader.ts'

const pipeline = (url: string): string => `import "experimental/prometheus"

prometheus.scrape(url: "${url}")
    |> filter(fn: (r) => r._measurement == "prometheus" and r._value > 10000.0)
    |> group(columns: ["url"])
    |> map(fn: (r) => ({r with kilo: r._value / 1000.0}))
    |> filter(fn: (r) => true)
`

async function openStages(reader: Reader, script: string): Promise<void> {
  await reader.write(script)
  await reader.run()
  await reader.page.getByRole('tab', { name: 'Stages' }).click()
}

const rowOf = (reader: Reader, name: string | RegExp) =>
  reader.page.getByRole('region', { name: 'Stages' }).getByRole('row', { name })
const side = (reader: Reader, name: RegExp) => reader.page.getByRole('region', { name })

test('the documentation’s scrape, step by step, from one run', async ({ reader, request }) => {
  await reader.open()
  await request.get('http://localhost:8086/asked')
  await openStages(reader, pipeline('http://localhost:8086/metrics'))
  await expect(rowOf(reader, /scrape/)).toContainText('the source')
  await expect(rowOf(reader, /^4 filter/)).toContainText('tables dropped')
  await expect(rowOf(reader, /group/)).toContainText(/left the group key.* tables merged into 1/)
  await expect(rowOf(reader, /map/)).toContainText('kilo added')
  await expect(rowOf(reader, /^7 filter/)).toContainText('nothing changed')

  await rowOf(reader, /group/).click()
  const [before, after] = [side(reader, /^before: filter/), side(reader, /^after: group/)]
  await expect(before.getByRole('list', { name: 'Columns that changed, before' })).toContainText('_fieldleft the key')
  await expect(after.getByRole('list', { name: 'Columns that changed, after' })).toContainText('urlentered the key')
  await expect(after.locator('.card')).toHaveCount(1)
  await expect(after.getByRole('columnheader', { name: 'url, string, group key, entered the key' })).toHaveCount(1)
  const selection = await reader.area.evaluate((e: HTMLTextAreaElement) => e.value.slice(e.selectionStart, e.selectionEnd)) // biome-ignore format: one call
  expect(selection).toBe('group(columns: ["url"])')

  await rowOf(reader, /^4 filter/).click()
  await expect(
    side(reader, /^before: /)
      .locator('.card.gone')
      .first(),
  ).toContainText('dropped')
  expect(await (await request.get('http://localhost:8086/asked')).json()).toHaveLength(1)
  expect(reader.complaints).toEqual([])
})

test('the keyboard walks the list and steps from the tables', async ({ reader }) => {
  const { page } = reader
  await reader.open()
  await openStages(reader, pipeline('http://localhost:8086/metrics'))
  const current = page.locator('.stage[aria-current]')
  await expect(current).toHaveText('filter')
  await current.focus()
  await page.keyboard.press('ArrowUp')
  await expect(current).toHaveText('map')
  await expect(current).toBeFocused()
  await page.keyboard.press('Home')
  await expect(current).toHaveText('scrape')
  await expect(
    side(reader, /^gives: scrape/)
      .locator('.card')
      .first(),
  ).toBeVisible()
  await page.getByRole('tab', { name: 'Tables' }).click()
  await reader.tables.focus()
  await page.keyboard.press(']')
  await expect(page.getByRole('tab', { name: 'Stages' })).toHaveAttribute('aria-selected', 'true')
  await expect(current).toBeFocused()
  await page.keyboard.press(']')
  await expect(side(reader, /^after: filter/)).toBeVisible()
  await side(reader, /^after: filter/)
    .locator('.scroll')
    .focus()
  await page.keyboard.press(']')
  await expect(current).toHaveText('group')
  await page.keyboard.press('[')
  await expect(current).toHaveText('filter')
  await page.getByRole('tab', { name: 'Tables' }).click()
  await page.getByRole('searchbox').fill('[')
  await expect(page.getByRole('tab', { name: 'Tables' })).toHaveAttribute('aria-selected', 'true')
})

test('an empty result names the stage where everything went', async ({ reader }) => {
  await reader.open()
  await reader.write(`import "array"
other = array.from(rows: [{v: 1}, {v: 2}])
array.from(rows: [{v: 1}, {v: 2}, {v: 3}])
    |> filter(fn: (r) => r.v > 5)
    |> map(fn: (r) => ({r with w: r.v}))
    |> yield(name: "none")
other |> yield(name: "some")`)
  await reader.run()
  await expect(reader.page.locator('.condition')).toContainText('0 tables: filter on line 4 dropped all 3 rows.')
  await reader.page.getByRole('button', { name: 'filter on line 4' }).click()
  await expect(rowOf(reader, /filter/)).toContainText('3 rows and 1 table dropped')
  await expect(side(reader, /^before: from/).locator('.card.gone')).toHaveCount(1)
  await expect(side(reader, /^after: filter/)).toContainText('0 tables.')
})

test('a run that failed has the stages that were finished', async ({ reader }) => {
  const { page } = reader
  const failing = `import "array"
array.from(rows: [{v: 1}, {v: 2}])
    |> filter(fn: (r) => r.v > 1)
    |> map(fn: (r) => ({r with w: int(v: "none")}))`
  await reader.open()
  await reader.write(failing)
  await reader.run()
  await page.getByRole('button', { name: 'Open the 2 stages that finished' }).click()
  await expect(rowOf(reader, /filter/)).toContainText('1 row dropped')
  await expect(side(reader, /^after: filter/).locator('.card')).toHaveCount(1)

  await reader.write('import "array"\narray.from(rows: [{v: 7}])')
  await reader.run()
  await page.getByRole('tab', { name: 'Tables' }).click()
  await reader.write(failing)
  await reader.run()
  await expect(page.locator('.old-label')).toContainText('From the run before.')
  await expect(reader.tables.locator('.card')).toContainText('7')
  await page.getByRole('button', { name: 'Open the 2 stages that finished' }).click()
  await expect(page.locator('.stages')).toContainText('The run failed.')
  await expect(rowOf(reader, /filter/)).toContainText('1 row dropped')
})

test('a join is compared with its first input and names the other', async ({ reader }) => {
  await reader.open()
  await openStages(
    reader,
    `import "array"
a = array.from(rows: [{k: "x", v: 1}])
b = array.from(rows: [{k: "x", w: 2}]) |> map(fn: (r) => ({r with u: 1}))
join(tables: {a: a, b: b}, on: ["k"])`,
  )
  await expect(rowOf(reader, /join/)).toContainText('it was given map')
})

test('twenty thousand tables before and after, without a long task', async ({ reader }) => {
  const { page } = reader
  await reader.open()
  await openStages(
    reader,
    `import "generate"
generate.from(count: 20000, fn: (n) => n, start: 2024-01-01T00:00:00Z, stop: 2024-01-02T00:00:00Z)
    |> map(fn: (r) => ({r with host: string(v: r._value)}))
    |> group(columns: ["host"])
    |> filter(fn: (r) => r._value % 2 == 0)`,
  )
  await expect(rowOf(reader, /filter/)).toContainText('10,000 rows and 10,000 tables dropped')
  await page.evaluate(() => {
    const tasks: number[] = []
    Object.assign(window, { tasks })
    new PerformanceObserver(list => tasks.push(...list.getEntries().map(e => e.duration))).observe({ type: 'longtask' })
  })
  await rowOf(reader, /group/).click()
  await rowOf(reader, /filter/).click()
  const [before, after] = [side(reader, /^before: /).locator('.scroll'), side(reader, /^after: /).locator('.scroll')]
  await before.evaluate(e => e.scrollTo(0, e.scrollHeight / 2))
  await expect
    .poll(() => after.evaluate(e => Math.round((100 * e.scrollTop) / (e.scrollHeight - e.clientHeight))))
    .toBe(50)
  await expect(before.locator('.card').first()).toBeVisible()
  const longest = await page.evaluate(() => Math.max(0, ...(window as unknown as { tasks: number[] }).tasks))
  test.info().annotations.push({ type: 'longest task, ms', description: String(longest) })
  expect(longest).toBeLessThan(120)
})

const withMonaco = base.extend<{ reader: Reader }>({ reader: async ({ page }, use) => use(new Reader(page)) })

withMonaco('the counts behind a line of the script open its stage', async ({ reader }) => {
  await reader.open()
  await reader.run()
  const inlay = reader.page.locator('.stage-inlay').first()
  await inlay.click()
  await expect(side(reader, /^gives: scrape/)).toBeVisible()
})

for (const theme of ['light', 'dark'] as const)
  for (const [screen, width, height] of [['desk', 1440, 900], ['phone', 390, 844]] as const) // biome-ignore format: two screens
    test.describe(`${screen}, ${theme}`, () => {
      test.use({ colorScheme: theme, viewport: { width, height }, hasTouch: screen === 'phone' })
      test('can be read by everyone, and seen', async ({ reader }, info) => {
        const { page } = reader
        await reader.open()
        await openStages(reader, pipeline('http://localhost:8086/metrics'))
        for (const name of [/^4 filter/, /^5 group/, /^6 map/]) {
          await rowOf(reader, name).getByRole('button').click()
          await expect(
            side(reader, /^after: /)
              .locator('.card')
              .first(),
          ).toBeVisible()
          await page.waitForTimeout(200)
          await page.screenshot({ path: info.outputPath(`${String(name).replaceAll(/\W/g, '')}.png`) })
          const { violations } = await new AxeBuilder({ page }).analyze()
          expect(violations.map(v => `${v.id} ${v.nodes[0].target}`)).toEqual([])
        }
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width)
      })
    })
