// The chart of a result: draws, zooms, reads exact values, works by keyboard, says why there is none, and stays smooth.
import { readFile } from 'node:fs/promises'
import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect, type Reader, test } from './reader.ts'

const hosts = (names: readonly string[], count = 200): string =>
  `import "generate"

load = (host, base) => generate.from(count: ${count}, start: 2024-01-01T00:00:00Z, stop: 2024-01-01T06:00:00Z, fn: (n) => n)
    |> map(fn: (r) => ({_time: r._time, host: host, _field: "heap_bytes", _value: float(v: base * 400 + r._value * r._value % 977) * 1048576.0}))
    |> group(columns: ["_field", "host"])

union(tables: [${names.map((name, i) => `load(host: "${name}", base: ${i + 1})`).join(', ')}])
`

const million = `import "generate"

generate.from(count: 1000000, start: 2024-01-01T00:00:00Z, stop: 2024-01-02T00:00:00Z, fn: (n) => n * 7919 % 10007)
`

const histogram = `import "array"

rows = (at, counts) => array.from(rows: [
    {_time: at, le: "0.1", _value: counts[0]}, {_time: at, le: "1", _value: counts[1]}, {_time: at, le: "+Inf", _value: counts[2]},
])

union(tables: [
    rows(at: 2024-01-01T00:00:00Z, counts: [1.0, 4.0, 5.0]),
    rows(at: 2024-01-01T00:01:00Z, counts: [2.0, 9.0, 9.0]),
    rows(at: 2024-01-01T00:02:00Z, counts: [2.0, 5.0, 16.0]),
])
    |> group(columns: ["le"])
`

async function draw(reader: Reader, script: string): Promise<void> {
  await reader.open()
  await reader.write(script)
  await reader.run()
  await reader.page.getByRole('tab', { name: 'Chart' }).click()
}

const canvas = (page: Page) => page.getByRole('region', { name: 'Chart' })

/** How many pixels of the picture have a colour of their own. */
function coloured(page: Page): Promise<number> {
  return page.locator('.chart-canvas canvas').evaluate((c: HTMLCanvasElement) => {
    const { data } = c.getContext('2d')!.getImageData(0, 0, c.width, c.height)
    let n = 0
    for (let i = 0; i < data.length; i += 4)
      if (data[i + 3] > 0 && Math.max(data[i], data[i + 1], data[i + 2]) - Math.min(data[i], data[i + 1], data[i + 2]) > 60) n++ // biome-ignore format: one condition
    return n
  })
}

test('lines are drawn with their names beside them, and read exactly by mouse', async ({ reader }) => {
  const { page } = reader
  await draw(reader, hosts(['alpha', 'beta', 'gamma']))
  await expect(page.getByRole('button', { name: 'alpha' })).toBeVisible()
  await expect.poll(() => coloured(page)).toBeGreaterThan(500)
  await canvas(page).hover()
  await expect(page.locator('.chart-readout')).toContainText(/2024-01-01T0[23]:\d\d:\d\d(\.\d+)?Z/)
  await expect(page.locator('.chart-readout li')).toHaveCount(3)
  await page.getByRole('button', { name: 'beta' }).click()
  await canvas(page).hover({ position: { x: 300, y: 60 } })
  await expect(page.locator('.chart-readout li')).toHaveCount(2)
  const words = page.getByRole('table', { name: 'The series drawn' })
  await expect(words.getByRole('row')).toHaveCount(4)
  await expect(words).toContainText('gamma')
})

test('dragging zooms and a double click goes back', async ({ reader }) => {
  const { page } = reader
  await draw(reader, hosts(['alpha', 'beta']))
  const rows = page.getByRole('table', { name: 'The series drawn' }).locator('tbody td').first()
  await expect(rows).toHaveText('200')
  const box = (await page.locator('.u-over').boundingBox())!
  await page.mouse.move(box.x + box.width * 0.25, box.y + 50)
  await page.mouse.down()
  await page.mouse.move(box.x + box.width * 0.5, box.y + 60, { steps: 5 })
  await page.mouse.up()
  await expect(rows).toHaveText(/^(49|50|51)$/)
  await page.mouse.dblclick(box.x + 200, box.y + 50)
  await expect(rows).toHaveText('200')
})

test('the keyboard moves the crosshair, zooms and goes back', async ({ reader }) => {
  const { page } = reader
  await draw(reader, hosts(['alpha', 'beta']))
  const rows = page.getByRole('table', { name: 'The series drawn' }).locator('tbody td').first()
  await expect(rows).toHaveText('200')
  await page.getByRole('tab', { name: 'Chart' }).focus()
  await page.keyboard.press('F6')
  await page.keyboard.press('F6')
  await expect(canvas(page)).toBeFocused()
  const readout = page.locator('.chart-readout')
  await page.keyboard.press('ArrowRight')
  await expect(readout).toContainText('2024-01-01T00:00:00Z')
  await page.keyboard.press('ArrowRight')
  await expect(readout).toContainText('2024-01-01T00:01:48Z')
  await page.keyboard.press('ArrowLeft')
  await expect(readout).toContainText('2024-01-01T00:00:00Z')
  await page.keyboard.press('End')
  await expect(readout).toContainText('2024-01-01T05:58:12Z')
  await expect(canvas(page).getByRole('status')).toHaveText(/^2024-01-01T05:58:12Z: alpha \d+, beta \d+$/)
  await page.keyboard.press('+')
  await expect(rows).not.toHaveText('200')
  const zoomed = await rows.textContent()
  await page.keyboard.press('Shift+ArrowLeft')
  await page.keyboard.press('+')
  await expect(rows).not.toHaveText(zoomed!)
  await page.keyboard.press('Escape')
  await expect(rows).toHaveText('200')
})

test('many series have a list that is narrowed by a key column', async ({ reader }) => {
  const { page } = reader
  await draw(reader, hosts(Array.from({ length: 12 }, (_, i) => `host${i}`), 20)) // biome-ignore format: one call
  await expect(page.locator('.chart-series')).toHaveCount(12)
  await page.getByLabel('Key column to filter by').selectOption('host')
  await page.getByLabel('Filter series').fill('host1')
  await expect(page.locator('.chart-series')).toHaveText(['host1', 'host10', 'host11'])
})

test('a stack, a log scale, and a histogram as a heatmap', async ({ reader }) => {
  const { page } = reader
  await draw(reader, hosts(['alpha', 'beta']))
  await page.getByLabel('Form').selectOption('stacked')
  await expect.poll(() => coloured(page)).toBeGreaterThan(5000)
  await page.getByLabel('Form').selectOption('lines')
  await page.getByRole('button', { name: 'Log' }).click()
  await expect.poll(() => coloured(page)).toBeGreaterThan(300)
  await reader.write(histogram)
  await reader.run()
  await page.getByLabel('Form').selectOption('heatmap')
  await expect(page.getByRole('table', { name: 'Histogram buckets' }).getByRole('row')).toHaveCount(4)
  await canvas(page).focus()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowUp')
  await expect(page.locator('.chart-readout')).toContainText('0.1 to 1: 3')
})

test('the picture is saved as SVG and as PNG', async ({ reader }) => {
  const { page } = reader
  await draw(reader, hosts(['al<pha', 'beta']))
  for (const [item, start] of [
    ['As SVG', '<svg xmlns'],
    ['As PNG', '\x89PNG'],
  ] as const) {
    // biome-ignore format: two files
    await page.getByRole('button', { name: 'Save the picture' }).click()
    const download = page.waitForEvent('download')
    await page.getByRole('menuitem', { name: item }).click()
    const bytes = await readFile(await (await download).path())
    expect(bytes.toString('latin1').startsWith(start)).toBe(true)
    expect(bytes.length).toBeGreaterThan(3000)
    if (item === 'As SVG') expect(bytes.toString()).toContain('al&#60;pha')
  }
  expect(reader.complaints).toEqual([])
})

test('a result without numbers or times says what would make a chart', async ({ reader }) => {
  const { page } = reader
  await draw(reader, 'import "array"\narray.from(rows: [{a: "x"}])\n')
  await expect(page.locator('.chart')).toContainText('No column of this result holds times')
  await reader.write('import "array"\narray.from(rows: [{_time: 2024-01-01T00:00:00Z, _value: "x"}])\n')
  await reader.run()
  await expect(page.locator('.chart')).toContainText('toFloat()')
  await reader.write('import "array"\narray.from(rows: [{_value: 1}]) |> filter(fn: (r) => false)\n')
  await reader.run()
  await expect(page.locator('.view')).toContainText('0 tables')
})

test('while a script is watched the chart follows and keeps what was chosen', async ({ reader }) => {
  const { page } = reader
  await reader.open(process.env.E2E_LOCAL)
  await reader.write(`import "experimental/prometheus"

prometheus.scrape(url: "metrics")
    |> filter(fn: (r) => r._field == "process_cpu_seconds_total")
`)
  await page.getByRole('button', { name: 'Watch' }).click()
  await page.getByRole('menuitemradio', { name: 'every 2 s' }).click()
  await page.getByRole('tab', { name: 'Chart' }).click()
  await page.getByLabel('Form').selectOption('points')
  const rows = page.getByRole('table', { name: 'The series drawn' }).locator('tbody td').first()
  await expect(rows).toHaveText('3', { timeout: 15_000 })
  await expect(page.getByLabel('Form')).toHaveValue('points')
})

test('a million points are drawn and zoomed without a task over 50 ms', async ({ reader }) => {
  test.setTimeout(90_000)
  const { page } = reader
  await draw(reader, million)
  const rows = page.getByRole('table', { name: 'The series drawn' }).locator('tbody td').first()
  await expect(rows).toHaveText('1,000,000', { timeout: 30_000 })
  await page.getByRole('tab', { name: 'Raw' }).click()
  await page.waitForTimeout(500)
  await page.evaluate(() => {
    const kept = globalThis as unknown as { long: number[] }
    kept.long = []
    new PerformanceObserver(list => kept.long.push(...list.getEntries().map(e => Math.round(e.duration)))).observe({ type: 'longtask' }) // biome-ignore format: one call
  })
  // A task is timed by the clock on the wall, and the machine may have more to do: the best of three tries counts.
  const tries: number[][] = []
  do {
    await page.getByRole('tab', { name: 'Tables' }).click()
    await page.getByRole('tab', { name: 'Chart' }).click()
    await expect(rows).toHaveText('1,000,000')
    await canvas(page).focus()
    for (let i = 0; i < 4; i++) await page.keyboard.press('+')
    await expect(rows).toHaveText(/^62,5\d\d$/)
    await canvas(page).hover()
    await expect(page.locator('.chart-readout')).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(rows).toHaveText('1,000,000')
    await page.waitForTimeout(200)
    tries.push(await page.evaluate(() => (globalThis as unknown as { long: number[] }).long.splice(0)))
  } while (tries.at(-1)!.length > 0 && tries.length < 3)
  test.info().annotations.push({ type: 'tasks over 50 ms', description: JSON.stringify(tries) })
  expect(tries.at(-1)).toEqual([])
})

for (const theme of ['light', 'dark'] as const)
  test.describe(`pictures, ${theme}`, () => {
    test.use({ colorScheme: theme })
    test(`nothing for axe to say, and something to look at, at three widths, ${theme}`, async ({ reader }, info) => {
      test.setTimeout(90_000)
      const { page } = reader
      const shot = (name: string) => page.screenshot({ path: info.outputPath(`${name}.png`) })
      await draw(reader, hosts(['alpha', 'beta', 'gamma', 'delta'], 60))
      const many = hosts(Array.from({ length: 20 }, (_, i) => `host${i}.example`), 40) // biome-ignore format: one script
      for (const [name, script, form] of [
        ['few', null, 'lines'],
        ['stack', null, 'stacked'],
        ['many', many, 'lines'],
        ['heat', histogram, 'heatmap'],
      ] as const) {
        // biome-ignore format: four pictures
        await page.setViewportSize({ width: 1440, height: 900 })
        if (script !== null) {
          await reader.write(script)
          await reader.run()
        }
        await page.getByLabel('Form').selectOption(form)
        for (const width of [1440, 820, 390]) {
          await page.setViewportSize({ width, height: width === 390 ? 844 : 900 })
          if (width < 900) await page.getByRole('button', { name: 'Results', exact: true }).click()
          await page.waitForTimeout(250)
          await canvas(page).focus()
          await page.keyboard.press('ArrowRight')
          if (form !== 'heatmap') for (let i = 0; i < 3; i++) await page.keyboard.press('ArrowRight')
          await page.waitForTimeout(200)
          await shot(`${name}-${width}`)
          if (width !== 820) expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])
        }
      }
    })
  })
