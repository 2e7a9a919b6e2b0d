// Ways through many and large tables: a list of them, the whole of a value that is cut, tables as text, and one pane
// with the page to itself.
import AxeBuilder from '@axe-core/playwright'
import { expect, type Reader, test } from './reader.ts'

const many = `import "generate"

generate.from(count: 20, fn: (n) => n, start: 2024-01-01T00:00:00Z, stop: 2024-01-02T00:00:00Z)
    |> map(fn: (r) => ({dc: "east", host: (if r._value < 10 then "host-" else "spare-") + string(v: r._value), _value: r._value}))
    |> group(columns: ["dc", "host"])
`
const long = `import "array"
import "strings"

array.from(rows: [{note: strings.repeat(v: "<b>long</b> ", i: 100000), _value: 1.0}, {note: "short", _value: 2.0}])
`

async function opened(reader: Reader, script: string): Promise<void> {
  await reader.open()
  await reader.write(script)
  await reader.run()
}

async function complaintsOf({ page }: Reader): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']).analyze() // biome-ignore format: one call
  return violations.map(v => `${v.id}: ${v.nodes[0].html}`)
}

test('a table is found by its group key and gone to, with the keyboard alone', async ({ reader }) => {
  const { page } = reader
  await opened(reader, many)
  await expect(reader.counts).toContainText('20 tables')
  await page.keyboard.press('ControlOrMeta+Shift+P')
  await page.getByRole('combobox').fill('go to a table')
  await page.keyboard.press('Enter')
  const field = page.getByRole('combobox', { name: 'Go to a table by its group key' })
  await expect(field).toBeFocused()
  await expect(page.locator('.contents-entry').first()).toHaveText('host=host-01')
  await page.keyboard.type('SPARE')
  await expect(page.locator('.contents-count')).toHaveText('10 of 20 tables')
  for (let i = 0; i < 3; i++) await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(page.locator('.cell.chosen')).toBeFocused()
  await expect(page.locator('.card', { has: page.locator('.cell.chosen') })).toContainText('host=spare-13')
  await page.reload()
  await expect(page.getByRole('navigation', { name: 'Contents' })).toHaveCount(0)
  await reader.run()
  await page.getByRole('button', { name: 'Close the contents' }).click()
  await expect(page.getByRole('navigation', { name: 'Contents' })).toHaveCount(0)
})

test('the whole of a value that is cut, by Enter and by a click; nothing in it is markup', async ({ reader }) => {
  const { page } = reader
  await opened(reader, long)
  await page.keyboard.press('F6')
  await page.keyboard.press('Enter')
  await expect(page.locator('.cell.chosen')).toContainText('…')
  await page.keyboard.press('Enter')
  const value = page.getByRole('dialog', { name: 'Value of note' })
  await expect(value).toContainText('1,200,000 characters')
  await expect(value).toContainText('<b>long</b> <b>long</b>')
  await expect(value.locator('pre b')).toHaveCount(0)
  await expect(value.getByRole('button', { name: 'Copy' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(value.getByRole('status')).toHaveText('Copied')
  expect(await page.evaluate(async () => (await navigator.clipboard.readText()).length)).toBe(1_200_000)
  await page.keyboard.press('Escape')
  await expect(page.locator('.cell.chosen')).toBeFocused()
  await page.locator('[data-cut]').first().click()
  await expect(value).toBeVisible()
  await page.keyboard.press('Escape')
})

test('tables as text can be found and selected by the browser, and a cap stays in sight', async ({ reader }) => {
  const { page } = reader
  await opened(reader, many)
  await page.getByRole('tab', { name: 'Text' }).click()
  const text = page.getByRole('region', { name: 'Tables as text' })
  await expect(text).toContainText('_result: dc=east host=spare-19\n')
  await expect(text).toContainText('| dc   | host   | _value |\n')
  await reader.write(long)
  await reader.run()
  await expect(page.locator('.cap')).toContainText('The download has all of it')
  await text.evaluate(e => e.scrollTo(0, e.scrollHeight))
  await expect(page.locator('.cap')).toBeInViewport()
})

test('either pane has the page to itself, and Escape brings both back', async ({ reader }) => {
  const { page } = reader
  await opened(reader, many)
  await page.keyboard.press('F6')
  await page.keyboard.press('Shift+F6')
  await expect(page.locator('.script-pane')).toBeHidden()
  expect((await page.locator('.results-pane').boundingBox())!.width).toBe(1440)
  await page.keyboard.press('F6')
  await expect(page.locator('.results-pane')).toBeHidden()
  await expect(reader.area).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(page.locator('.results-pane')).toBeVisible()
  await expect(page.locator('.script-pane')).toBeVisible()
  await page.getByRole('button', { name: 'Give the results the whole page' }).click()
  await expect(page.locator('.script-pane')).toBeHidden()
  await page.getByRole('button', { name: 'Show both panes' }).click()
  await expect(page.locator('.script-pane')).toBeVisible()
})

test('on a phone the contents are above, and a value opens at a tap', async ({ reader }) => {
  const { page } = reader
  await page.setViewportSize({ width: 390, height: 844 })
  await opened(reader, many)
  await page.getByRole('button', { name: 'Results' }).click()
  await page.getByRole('button', { name: 'Contents' }).click()
  await expect(page.locator('.contents-entry').first()).toBeInViewport()
  const [list, tables] = [(await page.locator('.contents').boundingBox())!, (await reader.tables.boundingBox())!]
  expect(tables.y).toBeGreaterThanOrEqual(list.y + list.height - 1)
  await page.locator('.contents-entry').nth(1).click()
  await page.locator('.pairs dd').first().click()
  await expect(page.getByRole('dialog', { name: /^Value of / })).toBeVisible()
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390)
})

for (const theme of ['light', 'dark'] as const)
  test.describe(`axe, ${theme}`, () => {
    test.use({ colorScheme: theme })

    test('finds nothing on contents, a whole value, and text', async ({ reader }) => {
      const { page } = reader
      await opened(reader, many)
      await page.getByRole('button', { name: 'Contents' }).click()
      await page.locator('.contents-entry').first().waitFor()
      expect(await complaintsOf(reader)).toEqual([])
      await page.locator('.body-scroll .cell').first().click()
      await page.keyboard.press('Enter')
      await page.getByRole('dialog').waitFor()
      expect(await complaintsOf(reader)).toEqual([])
      await page.keyboard.press('Escape')
      await page.getByRole('tab', { name: 'Text' }).click()
      await page.getByRole('region', { name: 'Tables as text' }).waitFor()
      expect(await complaintsOf(reader)).toEqual([])
    })
  })
