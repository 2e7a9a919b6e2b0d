// Columns as a reader wants them: sorted, moved, made wider, hidden, with the mouse and with the keyboard alone; and one
// click back to what the engine gave.
import AxeBuilder from '@axe-core/playwright'
import { expect, type Reader, test } from './reader.ts'

const script = `import "array"

array.from(rows: [
    {_value: 2.5, host: "b", note: "second"},
    {_value: 30.0, host: "a", note: "third"},
    {_value: 1.0, host: "b", note: "first"},
    {_value: 7.0, host: "c", note: "a text that is a good deal longer than all of the other texts in this column are"},
])
    |> group(columns: ["host"])
`

async function opened(reader: Reader): Promise<void> {
  await reader.open()
  await reader.write(script)
  await reader.run()
  await reader.page.locator('.card').first().waitFor()
}

const values = async (reader: Reader, column: number): Promise<string[]> =>
  reader.page.locator(`.body-scroll .cell:nth-child(${column})`).allTextContents()
const head = ({ page }: Reader, name: string, table = 0) =>
  page
    .locator('.card')
    .nth(table)
    .getByRole('columnheader', { name: new RegExp(`^${name}, `) })
const labels = async ({ page }: Reader): Promise<(string | null)[]> =>
  page.locator('.card').first().getByRole('columnheader').evaluateAll(all => all.map(h => h.getAttribute('data-head'))) // biome-ignore format: one call

test('a press on a head sorts rows and tables, up, down and back', async ({ reader }) => {
  const { page } = reader
  await opened(reader)
  expect(await labels(reader)).toEqual(['_value', 'host', 'note'])
  await head(reader, '_value').click()
  await expect.poll(() => values(reader, 1)).toEqual(['1', '2.5', '7', '30'])
  await expect(head(reader, '_value')).toHaveAttribute('aria-sort', 'ascending')
  await expect(page.locator('.changed')).toHaveText('Sorted by _value, up')
  await head(reader, '_value').click()
  await expect.poll(() => values(reader, 1)).toEqual(['30', '7', '2.5', '1'])
  await head(reader, '_value').click()
  await expect.poll(() => values(reader, 1)).toEqual(['30', '2.5', '1', '7'])
  await expect(page.locator('.changed')).toHaveCount(0)
  await head(reader, 'host').click()
  await head(reader, '_value').click({ modifiers: ['Shift'] })
  await expect.poll(() => values(reader, 1)).toEqual(['30', '1', '2.5', '7'])
  await expect(page.locator('.changed')).toHaveText('Sorted by host, up, then _value, up')
  await page.getByRole('button', { name: 'As the engine gave it' }).click()
  await expect.poll(() => values(reader, 1)).toEqual(['30', '2.5', '1', '7'])
})

test('a copy has the order that is on screen; a download has that of the engine', async ({ reader }) => {
  const { page } = reader
  await opened(reader)
  await head(reader, '_value').click()
  await expect.poll(() => values(reader, 1)).toEqual(['1', '2.5', '7', '30'])
  await page.locator('.body-scroll .cell').first().click()
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.press('ControlOrMeta+c')
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe('1\tb\tfirst\n2.5\tb\tsecond')
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Download' }).click()
  await page.getByRole('menuitem', { name: 'Plain CSV', exact: true }).click()
  const text = await (await (await download).createReadStream()).toArray()
  expect(Buffer.concat(text).toString().split('\r\n')[1]).toContain(',30,')
  const shown = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Download' }).click()
  await page.getByRole('menuitem', { name: 'As shown (sorted by _value, up), Plain CSV' }).click()
  const arranged = await (await (await shown).createReadStream()).toArray()
  expect(Buffer.concat(arranged).toString().split('\r\n')[1]).toContain(',1,b,first')
})

test('the edge of a head sets a width, a double click fits, a drag moves the column', async ({ reader }) => {
  const { page } = reader
  await opened(reader)
  const note = head(reader, 'note', 2)
  const width = async (): Promise<number> => (await note.boundingBox())!.width
  const drag = async (from: { x: number; y: number }, to: number): Promise<void> => {
    await page.mouse.move(from.x, from.y)
    await page.mouse.down()
    await page.mouse.move(to, from.y, { steps: 5 })
    await page.mouse.up()
  }
  const before = (await note.boundingBox())!
  await drag({ x: before.x + before.width - 3, y: before.y + 10 }, before.x + 120)
  await expect.poll(async () => Math.round(await width())).toBeLessThan(140)
  await expect(page.locator('.body-scroll').nth(2)).toContainText('…')
  const narrow = (await note.boundingBox())!
  await page.mouse.dblclick(narrow.x + narrow.width - 3, narrow.y + 10)
  await expect(page.locator('.body-scroll').nth(2)).not.toContainText('…')
  const [from, to] = [(await head(reader, 'host').boundingBox())!, (await head(reader, '_value').boundingBox())!]
  await drag({ x: from.x + 20, y: from.y + 10 }, to.x + 4)
  await expect.poll(() => labels(reader)).toEqual(['host', '_value', 'note'])
  await expect(page.locator('.changed')).toHaveText('Columns moved')
})

test('with the keyboard alone: sort, widen, move, hide, and bring back', async ({ reader }) => {
  const { page } = reader
  await opened(reader)
  await page.keyboard.press('F6')
  await page.keyboard.press('Enter')
  await page.keyboard.press('ArrowUp')
  await expect(head(reader, '_value')).toBeFocused()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Enter')
  await expect.poll(() => values(reader, 1)).toEqual(['30', '7', '2.5', '1'])
  const before = (await head(reader, '_value').boundingBox())!.width
  await page.locator('[role=columnheader]:focus').waitFor()
  await page.keyboard.press('Shift+ArrowLeft')
  await expect.poll(async () => Math.round((await head(reader, '_value').boundingBox())!.width)).toBeLessThan(before)
  await page.keyboard.press('ControlOrMeta+ArrowRight')
  await expect.poll(() => labels(reader)).toEqual(['host', '_value', 'note'])
  await page.keyboard.press('Space')
  await expect(page.getByRole('menu', { name: 'Column _value' })).toBeVisible()
  await page.getByRole('menuitem', { name: 'Hide' }).press('Enter')
  await expect.poll(() => labels(reader)).toEqual(['host', 'note'])
  await expect(page.locator('.changed')).toHaveText('Sorted by _value, down; 1 column hidden; columns moved')
  await page.getByRole('button', { name: 'Columns' }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('combobox', { name: 'Find a column' })).toBeFocused()
  await page.keyboard.type('_val')
  await page.keyboard.press('Enter')
  await expect.poll(() => labels(reader)).toEqual(['host', '_value', 'note'])
  await page.keyboard.press('Escape')
  await expect(page.getByRole('button', { name: 'Columns' })).toBeFocused()
})

test('what was changed is there after the next run, and in another script it is not', async ({ reader }) => {
  await opened(reader)
  await head(reader, '_value').click()
  await expect.poll(() => values(reader, 1)).toEqual(['1', '2.5', '7', '30'])
  await reader.run()
  await expect.poll(() => values(reader, 1)).toEqual(['1', '2.5', '7', '30'])
})

for (const theme of ['light', 'dark'] as const)
  test.describe(`axe, ${theme}`, () => {
    test.use({ colorScheme: theme })

    test('finds nothing on sorted tables and on their menus', async ({ reader }) => {
      const { page } = reader
      const complaints = async (): Promise<string[]> =>
        (
          await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']).analyze()
        ).violations.map(v => `${v.id}: ${v.nodes[0].html}`)
      await opened(reader)
      await head(reader, 'host').click()
      await head(reader, 'host').click({ button: 'right' })
      await page.getByRole('menu').waitFor()
      expect(await complaints()).toEqual([])
      await page.keyboard.press('Escape')
      await page.getByRole('button', { name: 'Columns' }).click()
      await page.getByRole('listbox').waitFor()
      expect(await complaints()).toEqual([])
    })
  })
