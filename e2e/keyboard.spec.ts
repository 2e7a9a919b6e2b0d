// The whole job without a mouse, and with software that reads the page out.
import AxeBuilder from '@axe-core/playwright'
import { documentedScript, expect, type Reader, test } from './reader.ts'

test('written, run and read with the keyboard alone', async ({ reader }) => {
  const { page } = reader
  await reader.open()
  for (let i = 0; i < 40 && !(await reader.area.evaluate(e => e === document.activeElement)); i++) await page.keyboard.press('Tab') // biome-ignore format: one loop
  await expect(reader.area).toBeFocused()
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.insertText(documentedScript)
  await page.keyboard.press('ControlOrMeta+Enter')
  await reader.settled()
  await expect(reader.counts).toContainText('16 tables')

  await page.keyboard.press('F6')
  await expect(reader.tables).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.locator('.cell.chosen')).toHaveText(/^\d{4}-/)
  for (let i = 0; i < 2; i++) await page.keyboard.press('ArrowDown')
  for (let i = 0; i < 6; i++) await page.keyboard.press('ArrowRight')
  await expect(page.locator('.cell.chosen')).toHaveText('4413')
  await page.keyboard.press('Shift+ArrowLeft')
  await page.keyboard.press('ControlOrMeta+c')
  await expect
    .poll(() => page.evaluate(() => navigator.clipboard.readText()))
    .toBe('task_executor_run_latency_seconds\t4413')
  await page.keyboard.press('ControlOrMeta+Shift+c')
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toContain('| _field | _value |')

  // Down through all sixteen, the last one in view.
  for (let i = 0; i < 20; i++) await page.keyboard.press('ArrowDown')
  await expect(page.locator('.cell.chosen').last()).toBeInViewport()
  await page.keyboard.press('F6')
  await expect(reader.area).toBeFocused()
})

test('F8 goes to the problem', async ({ reader }) => {
  await reader.open()
  await reader.write('import "array"\n\narray.from(rows: nothing_like_it)\n')
  await expect(reader.message).toContainText('nothing_like_it')
  await reader.page.keyboard.press('F8')
  const chosen = await reader.area.evaluate((e: HTMLTextAreaElement) => e.value.slice(e.selectionStart, e.selectionEnd))
  expect(chosen).toBe('nothing_like_it')
})

test('the menus and the split answer to keys', async ({ reader }) => {
  const { page } = reader
  await reader.open()
  await page.getByRole('button', { name: 'More' }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('menu')).toBeVisible()
  await page.getByRole('menuitemradio', { name: 'Dark' }).click()
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  const split = page.getByRole('separator')
  const before = (await page.locator('.results-pane').boundingBox())!.width
  await split.focus()
  for (let i = 0; i < 3; i++) await page.keyboard.press('ArrowRight')
  await expect.poll(async () => (await page.locator('.results-pane').boundingBox())!.width).toBeLessThan(before - 20)
  await page.reload()
  expect((await page.locator('.results-pane').boundingBox())!.width).toBeLessThan(before - 20)
  await split.dblclick()
  await expect.poll(async () => Math.round((await page.locator('.results-pane').boundingBox())!.width)).toBe(Math.round(before)) // biome-ignore format: one poll
})

async function complaintsOf({ page }: Reader): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']).analyze() // biome-ignore format: one call
  return violations.map(v => `${v.id}: ${v.nodes.map(n => `${n.target.join(' ')} ${n.any[0]?.message ?? ''}`).slice(0, 4).join(' | ')}`) // biome-ignore format: one line a rule
}

for (const theme of ['light', 'dark'] as const)
  test.describe(`axe, ${theme}`, () => {
    test.use({ colorScheme: theme })

    test('finds nothing on a first visit, with tables, with an error, with drawers', async ({ reader }) => {
      test.setTimeout(120_000)
      const { page } = reader
      await reader.open()
      expect(await complaintsOf(reader)).toEqual([])
      await reader.run()
      await page.locator('.card').first().waitFor()
      expect(await complaintsOf(reader)).toEqual([])
      await page.getByRole('button', { name: 'Examples' }).click()
      expect(await complaintsOf(reader)).toEqual([])
      await page.getByRole('button', { name: 'Reading addresses' }).click()
      await reader.write(
        `import "experimental/prometheus"\nprometheus.scrape(url: "${process.env.E2E_FAILING}/closed-door")\n`,
      )
      await reader.run()
      await expect(reader.message).toContainText('Access-Control-Allow-Origin')
      expect(await complaintsOf(reader)).toEqual([])
      for (const view of ['Stages', 'Raw']) {
        await page.getByRole('tab', { name: view }).click()
        expect(await complaintsOf(reader)).toEqual([])
      }
    })
  })

test('the palette finds commands by their words', async ({ reader }) => {
  const { page } = reader
  await reader.open()
  await page.keyboard.press('Control+Shift+P')
  const field = page.getByRole('combobox', { name: 'Find a command' })
  await expect(field).toBeFocused()
  await field.fill('panel buck')
  await expect(page.getByRole('option')).toHaveCount(1)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('complementary', { name: 'Buckets' })).toBeVisible()
  await page.keyboard.press('Control+Shift+P')
  await field.fill('theme')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  await page.keyboard.press('Control+Shift+P')
  await field.fill('keyboard')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog')).toContainText('Ctrl+Enter')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
})
