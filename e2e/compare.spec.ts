// A result is pinned, the script runs again, and the two are seen side by side with what changed.
import AxeBuilder from '@axe-core/playwright'
import { expect, type Reader, test } from './reader.ts'

const rows = (list: string): string => `import "array"\n\narray.from(rows: [${list}]) |> group(columns: ["host"])\n`
const first = rows('{host: "a", v: 1}, {host: "b", v: 2}, {host: "c", v: 3}')
const second = rows('{host: "a", v: 1}, {host: "b", v: 5}, {host: "d", v: 4}')
const said = (reader: Reader) => reader.page.locator('.compare-head [role=status]')

async function pinAndRun(reader: Reader, before: string, after: string): Promise<void> {
  await reader.open()
  await reader.write(before)
  await reader.run()
  await reader.page.getByRole('button', { name: 'Pin this result' }).click()
  await expect(reader.page.getByRole('tab', { name: 'Compare' })).toBeVisible()
  await reader.write(after)
  await reader.run()
  await reader.page.getByRole('tab', { name: 'Compare' }).click()
}

test('tables and cells that changed, came and went', async ({ reader }) => {
  const { page } = reader
  await pinAndRun(reader, first, second)
  await expect(said(reader)).toHaveText(
    'Since the pinned run: v changed: 1 cell in 1 table; 1 table added; 1 table dropped.',
  )
  const [before, after] = [page.getByRole('region', { name: /^before/ }), page.getByRole('region', { name: /^after/ })]
  await expect(before.locator('dd.changed')).toHaveText('2 changed')
  await expect(after.locator('dd.changed')).toHaveText('5 changed')
  await expect(before.locator('.card.gone')).toContainText('host=c')
  await expect(after.locator('.card.came')).toContainText('host=d')
  await expect(after.locator('.card')).toHaveCount(2)
  await page.getByLabel('Only tables that changed').uncheck()
  await expect(after.locator('.card')).toHaveCount(3)

  // what is pinned stays through more runs, and through one that fails
  await reader.write(first)
  await reader.run()
  await expect(said(reader)).toHaveText('Since the pinned run: nothing changed.')
  await reader.write('import "array"\n\narray.from(rows: [{host: 1}]) |> nothing()\n')
  await reader.run()
  await expect(said(reader)).toHaveText('Since the pinned run: nothing changed.')
  await page.getByRole('button', { name: 'Unpin' }).click()
  await expect(page.getByRole('tab', { name: 'Compare' })).toHaveCount(0)
  await expect(page.getByRole('tab', { name: 'Tables' })).toHaveAttribute('aria-selected', 'true')
  expect(reader.complaints).toEqual([])
})

test('two scrapes, by keyboard only: their times can be left out', async ({ reader }) => {
  const { page } = reader
  await reader.open()
  const command = async (words: string): Promise<void> => {
    await page.keyboard.press('Control+Shift+P')
    await page.getByRole('combobox', { name: 'Find a command' }).fill(words)
    await page.keyboard.press('Enter')
  }
  await reader.write('import "experimental/prometheus"\n\nprometheus.scrape(url: "http://localhost:8086/metrics")\n')
  await page.keyboard.press('Control+Enter')
  await reader.settled()
  await command('pin this result')
  await expect(page.getByRole('tab', { name: 'Compare' })).toBeVisible()
  await page.keyboard.press('Control+Enter')
  await reader.settled()
  await command('view compare')
  await expect(said(reader)).toHaveText('Since the pinned run: only _time changed: 16 cells in 16 tables.')
  await page.getByLabel('Leave out _time').focus()
  await page.keyboard.press('Space')
  await expect(said(reader)).toHaveText('Since the pinned run: nothing changed.')
})

test('results of other names and none are told', async ({ reader }) => {
  await pinAndRun(reader, `${first.trim()} |> yield(name: "one")\n`, `${first.trim()} |> yield(name: "x")\n${second.trim().split('\n').at(-1)} |> yield(name: "y")\n`) // biome-ignore format: one call
  await expect(said(reader)).toHaveText('The pinned run has no result x: it gave one.')
})

for (const theme of ['light', 'dark'] as const)
  test(`nothing for axe to find, ${theme}`, async ({ reader }) => {
    await reader.page.emulateMedia({ colorScheme: theme })
    await pinAndRun(reader, first, second)
    await expect(reader.page.locator('dd.changed').first()).toBeVisible()
    expect((await new AxeBuilder({ page: reader.page }).analyze()).violations).toEqual([])
    await reader.page.screenshot({ path: test.info().outputPath(`compare-${theme}.png`) })
  })

test('on a phone the two lie one above the other', async ({ reader }) => {
  await reader.page.setViewportSize({ width: 390, height: 844 })
  await reader.open()
  await reader.write(first)
  await reader.run()
  await reader.page.getByRole('button', { name: 'Pin this result' }).click()
  await reader.page.getByRole('button', { name: 'Script', exact: true }).click()
  await reader.write(second)
  await reader.run()
  await reader.page.getByRole('tab', { name: 'Compare' }).click()
  await expect(reader.page.locator('.changed')).toHaveCount(2)
  expect(await reader.page.evaluate(() => document.documentElement.scrollWidth)).toBe(390)
  expect(await reader.page.locator('.compare-head').evaluate(e => e.getBoundingClientRect().left)).toBe(0)
  await reader.page.screenshot({ path: test.info().outputPath('compare-phone.png') })
})
