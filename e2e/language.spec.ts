// The editor's knowledge of Flux, in real Monaco: what is offered, told, renamed, mended and laid out.
import { test as base, expect, Reader } from './reader.ts'

class Writer extends Reader {
  async type(text: string): Promise<void> {
    await this.page.keyboard.type(text, { delay: 20 })
  }
  /** The whole script, put in as a paste would. */
  async put(text: string): Promise<void> {
    await this.page.locator('.view-lines').click()
    await this.page.keyboard.press('ControlOrMeta+a')
    await this.page.keyboard.insertText(text)
  }
  get offered() {
    return this.page.locator('.suggest-widget.visible .monaco-list-row')
  }
  /** Where in the script the cursor is. */
  get crumbs() {
    return this.page.getByRole('navigation', { name: 'Place in the script' }).getByRole('button')
  }
  async text(): Promise<string> {
    const lines = await this.page.locator('.view-line').evaluateAll(all =>
      all
        .map(e => [Number.parseFloat((e as HTMLElement).style.top), e.textContent ?? ''] as const)
        .sort(([a], [b]) => a - b)
        .map(([, line]) => line.replaceAll('\u00a0', ' ')),
    )
    return lines.join('\n').trimEnd()
  }
}

const test = base.extend<{ writer: Writer }>({
  writer: async ({ page }, use) => {
    const writer = new Writer(page)
    await writer.open()
    await page.locator('.monaco-editor .view-line').first().waitFor()
    await use(writer)
    expect(writer.complaints).toEqual([])
    expect(writer.elsewhere).toEqual([])
  },
})

const rows = 'import "array"\n\narray.from(rows: [{_time: 2026-01-01T00:00:00Z, host: "web", _value: 1.0}])\n'

test('a stage is completed, with places to fill in and the columns that flow into it', async ({ writer }) => {
  await writer.put(`${rows}    `)
  await writer.type('|> fil')
  await expect(writer.offered.first()).toContainText('filter')
  await writer.page.keyboard.press('Enter')
  await expect.poll(() => writer.text()).toContain('|> filter(fn: (r) => )')
  await writer.type('r.')
  await expect(writer.offered.filter({ hasText: 'host' })).toBeVisible()
  await writer.type('ho')
  await expect(writer.offered.first()).toContainText('host')
  await writer.page.keyboard.press('Tab')
  await writer.type(' == "')
  await expect.poll(() => writer.text()).toContain('(r) => r.host == ""')
})

test('after a run its texts are offered in a comparison', async ({ writer }) => {
  const { page } = writer
  await writer.put(`${rows}    |> group(columns: ["host"])\n`)
  await page.keyboard.press('ControlOrMeta+Enter')
  await writer.settled()
  await page.locator('.view-lines').click()
  await page.keyboard.press('ControlOrMeta+End')
  await writer.type('    |> filter(fn: (r) => r.host == "')
  await expect(writer.offered.first()).toContainText('web')
})

test('a member of a package that is not imported brings its import', async ({ writer }) => {
  await writer.put('x = ')
  await writer.type('toUpp')
  await expect(writer.offered.filter({ hasText: 'strings.toUpper' })).toBeVisible()
  await writer.page.keyboard.press('Enter')
  await expect.poll(() => writer.text()).toContain('import "strings"\n\nx = strings.toUpper(v: "")')
})

test('Enter behind a text, a bracket or a comma begins a line and takes nothing', async ({ writer }) => {
  await writer.put('')
  await writer.type('import "array"\n\nx = [1,\n2')
  await expect.poll(() => writer.text()).toMatch(/^import "array"\n\nx = \[\s*1,\n\s*2\s*\]$/)
})

test('the parameters of a call are shown while it is written', async ({ writer }) => {
  await writer.put('from(bucket: "b") |> ')
  await writer.type('aggregateWindow(')
  const hints = writer.page.locator('.parameter-hints-widget')
  await expect(hints).toContainText('every: duration')
  await writer.type('every: 1m, ')
  await expect(hints.locator('.parameter.active')).toContainText('fn:')
})

test('pointing at a name tells its type and what it does, and leads to the reference', async ({ writer }) => {
  const { page } = writer
  await writer.put('from(bucket: "b") |> range(start: -1h) |> limit(n: 3)\n')
  await page.locator('.view-line span', { hasText: /^limit$/ }).hover()
  const hover = page.locator('.monaco-hover:visible')
  await expect(hover).toContainText('limit: (<-tables: stream[A], n: int')
  await expect(hover).toContainText('n')
  await hover.getByText('Open the reference').click()
  await expect(page.getByRole('heading', { name: 'limit' })).toBeVisible()
})

test('a name is renamed everywhere, and a name of Flux is refused with the reason', async ({ writer }) => {
  const { page } = writer
  await writer.put('limit5 = 5\nx = limit5 + limit5\n')
  await page.keyboard.press('ControlOrMeta+Home')
  await page.keyboard.press('F2')
  await expect(page.locator('.rename-box input')).toBeFocused()
  await page.keyboard.type('most')
  await page.keyboard.press('Enter')
  await expect.poll(() => writer.text()).toBe('most = 5\nx = most + most')
})

test('the light bulb imports what is missing, and takes a pipeline apart', async ({ writer }) => {
  const { page } = writer
  await writer.put('x = strings.toUpper(v: "a")\n')
  await page.locator('.squiggly-error').first().waitFor()
  await page.keyboard.press('ControlOrMeta+Home')
  for (let i = 0; i < 6; i++) await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ControlOrMeta+.')
  await page.getByRole('option', { name: 'Import "strings"' }).or(page.locator('.action-widget').getByText('Import "strings"')).first().click() // biome-ignore format: one click
  await expect.poll(() => writer.text()).toBe('import "strings"\n\nx = strings.toUpper(v: "a")')
})

test('going to a definition, laying out, and the outline, by keyboard only', async ({ writer }) => {
  const { page } = writer
  await writer.put('a=1\nb=a+a\n')
  await page.keyboard.press('Shift+Alt+f')
  await expect.poll(() => writer.text()).toBe('a = 1\nb = a + a')
  await page.keyboard.press('ControlOrMeta+End')
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('End')
  await page.keyboard.press('F12')
  await expect(writer.crumbs).toHaveText(['a'])
  await writer.type('x')
  await expect.poll(() => writer.text()).toBe('xa = 1\nb = a + a')
  await page.keyboard.press('ControlOrMeta+Shift+o')
  await expect(page.locator('.quick-input-widget')).toContainText('xa')
  await page.keyboard.press('Escape')
})

test('nothing is underlined in the word that is being typed', async ({ writer }) => {
  const { page } = writer
  await writer.put('x = 1\n')
  await page.keyboard.press('ControlOrMeta+End')
  await writer.type('y = nowh')
  await expect(page.locator('.strip-text')).toContainText('nowh')
  await expect(page.locator('.squiggly-error')).toHaveCount(0)
  await expect(page.locator('.squiggly-error')).toHaveCount(1, { timeout: 3000 })
})

test('the place in the script is told, and leads to where it begins', async ({ writer }) => {
  const { page } = writer
  await writer.put('data = from(bucket: "b")\n    |> range(start: -1h)\n    |> limit(n: 3)\n')
  await page.keyboard.press('ControlOrMeta+End')
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('End')
  await expect(writer.crumbs).toHaveText(['data', 'limit'])
  await writer.crumbs.first().click()
  await writer.type('x')
  await expect.poll(() => writer.text()).toContain('xdata = from')
})

test('types of functions stand beside their names when they are wanted', async ({ writer }) => {
  const { page } = writer
  await writer.put('half = (n) => n / 2\n')
  await page.keyboard.press('ControlOrMeta+Shift+p')
  await expect(page.getByRole('dialog').getByRole('combobox')).toBeFocused()
  await page.keyboard.type('Types of functions: Beside')
  await page.keyboard.press('Enter')
  await expect.poll(() => writer.text()).toContain('(n: int) => int')
})

test('the reference is searched by what members do, and an example runs in place', async ({ writer }) => {
  const { page } = writer
  await page.getByRole('button', { name: 'Reference' }).click()
  await page.getByLabel('Find in the reference').fill('downsample windows')
  await page.getByRole('region', { name: 'Found' }).getByText('aggregateWindow').first().click()
  await expect(page.getByRole('heading', { name: 'aggregateWindow' })).toBeFocused()
  await page.getByRole('button', { name: 'Run here' }).first().click()
  await expect(page.locator('.small-table').first()).toContainText('_value')
  await writer.put('from(bucket: "b")\n    |> range(start: -1h)\n    |> ')
  await page.keyboard.press('ControlOrMeta+End')
  await page.getByRole('button', { name: 'Insert at the cursor' }).click()
  await expect.poll(() => writer.text()).toContain('|> aggregateWindow(every: 1m, fn: mean)')
})

const touch = base.extend<{ writer: Writer }>({
  writer: async ({ browser }, use) => {
    const context = await browser.newContext({ viewport: { width: 390, height: 800 }, hasTouch: true, isMobile: true })
    const writer = new Writer(await context.newPage())
    await writer.open()
    await use(writer)
    await context.close()
  },
})

touch('on a phone what can be written is a row of buttons', async ({ writer }) => {
  const { page } = writer
  await writer.area.fill('import "array"\n\narray.from(rows: [{host: "a", _value: 1.0}])\n    |> fil')
  const bar = page.getByRole('toolbar', { name: 'What can be written here' })
  await bar.getByRole('button', { name: /^filter,/ }).tap()
  await expect(writer.area).toHaveValue(/\|> filter\(fn: \(r\) => \)$/)
  await expect(writer.area).toBeFocused()
  await page.keyboard.type('r.')
  await bar.getByRole('button', { name: /^host/ }).tap()
  await expect(writer.area).toHaveValue(/\|> filter\(fn: \(r\) => r\.host\)$/)
})
