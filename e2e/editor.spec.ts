// Monaco, as it comes after the first paint.
import { test as base, documentedScript, expect, Reader } from './reader.ts'

const test = base.extend<{ reader: Reader }>({ reader: async ({ page }, use) => use(new Reader(page)) })

test('takes over with the text and the cursor, colours Flux, and runs', async ({ reader }) => {
  const { page } = reader
  await page.goto(Reader.address)
  await reader.area.click()
  await page.keyboard.press('ControlOrMeta+Home')
  await page.keyboard.type('// mine ')
  await page.locator('.monaco-editor .view-line').first().waitFor()
  await expect(page.locator('.monaco-editor')).toContainText('mine')
  await page.keyboard.type('still here')
  await expect(page.locator('.view-line').first()).toContainText('// mine still here')
  const colour = (text: string) => page.locator('.view-line span span', { hasText: text }).first().evaluate(e => getComputedStyle(e).color) // biome-ignore format: one question
  expect(
    new Set([await colour('import'), await colour('"experimental/prometheus"'), await colour('scrape')]).size,
  ).toBe(3)
  await page.keyboard.press('ControlOrMeta+Enter')
  await reader.settled()
  await expect(reader.counts).toContainText('16 tables')
  await expect(page.locator('.stage-inlay').first()).toContainText('16')
  expect(reader.elsewhere).toEqual([])
  expect(reader.complaints).toEqual([])
})

test('marks a mistake at its place, and a fix is one step that undo takes back', async ({ reader }) => {
  const { page } = reader
  await page.addInitScript(
    text => {
      localStorage.setItem('flux/documents', JSON.stringify([{ id: 'a', name: 'Untitled', changed: 1, link: null }]))
      localStorage.setItem('flux/document/a', JSON.stringify(text))
    },
    documentedScript.replace('scrape(', 'scrap('),
  )
  await page.goto(Reader.address)
  await page.locator('.monaco-editor .squiggly-error').waitFor()
  await expect(reader.message).toContainText('Line 3.')
  const fix = page.locator('.strip-actions .fix').first()
  await expect(fix).toContainText('scrape')
  await fix.click()
  await expect(reader.message).toContainText('No problems.')
  await expect(page.locator('.squiggly-error')).toHaveCount(0)
  await page.locator('.view-lines').click()
  await page.keyboard.press('ControlOrMeta+z')
  await expect(page.locator('.monaco-editor .squiggly-error')).toHaveCount(1)
})

test('leads to the place that made a type what it is', async ({ reader }) => {
  const { page } = reader
  await page.goto(Reader.address)
  await page.locator('.monaco-editor .view-line').first().waitFor()
  await page.locator('.view-lines').click()
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.insertText('half = (n) => n / 2\n\nx = half(n: "a")\n')
  await expect(reader.message).toContainText('Expected int but found string')
  await page.getByRole('button', { name: 'Line 1: `n` is int because of this' }).click()
  await page.keyboard.type('2.0')
  await expect(reader.message).toContainText('Expected float but found string')
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.insertText('x = 1\n')
  await expect(reader.message).toContainText('No problems.')
})

test('lets Tab go after Ctrl+M', async ({ reader }) => {
  const { page } = reader
  await page.goto(Reader.address)
  await page.locator('.monaco-editor .view-line').first().waitFor()
  await page.locator('.view-lines').click()
  await expect(page.locator('.monaco-hint')).toHaveCSS('opacity', '1')
  await page.keyboard.press('Control+m')
  await page.keyboard.press('Tab')
  expect(await page.evaluate(() => document.activeElement?.closest('.monaco-editor') === null)).toBe(true)
})
