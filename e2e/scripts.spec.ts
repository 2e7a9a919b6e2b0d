// Several scripts open at once, in one page and in two: each with its text, cursor, variables and result, none lost.
import AxeBuilder from '@axe-core/playwright'
import { expect, Reader, test } from './reader.ts'

const script = (v: string): string => `import "array"\n\narray.from(rows: [{v: ${v}}])\n`
const tabs = (reader: Reader) => reader.page.getByRole('tablist', { name: 'Open scripts' }).getByRole('tab')
const command = async ({ page }: Reader, words: string): Promise<void> => {
  await page.keyboard.press('Control+Shift+P')
  await page.getByRole('combobox', { name: 'Find a command' }).fill(words)
  await page.keyboard.press('Enter')
}

test('each tab keeps its text, cursor and result', async ({ reader }) => {
  const { page } = reader
  await reader.open()
  await reader.write(script('1'))
  await reader.run()
  await reader.area.evaluate((e: HTMLTextAreaElement) => e.setSelectionRange(9, 9))
  await page.getByRole('button', { name: 'New script' }).click()
  await expect(reader.area).toHaveValue('')
  await expect(reader.area).toBeFocused()
  await reader.write(script('2'))
  await reader.run()
  await expect(reader.tables).toContainText('2')
  await tabs(reader).first().click()
  await expect(reader.area).toHaveValue(script('1'))
  await expect(reader.tables).toContainText('1')
  expect(await reader.area.evaluate((e: HTMLTextAreaElement) => e.selectionStart)).toBe(9)
  await tabs(reader).last().click()
  await expect(reader.tables).toContainText('2')
  // stages of a result that rested can be opened too
  await page.getByRole('tab', { name: 'Stages' }).click()
  await expect(page.getByRole('region', { name: 'gives: from' }).locator('.card')).toHaveCount(1)
  expect(reader.complaints).toEqual([])
})

test('by keyboard: new, rename, move, close, reopen', async ({ reader }) => {
  const { page } = reader
  await reader.open()
  await command(reader, 'new script')
  await expect(reader.area).toBeFocused()
  await page.keyboard.type('x = 1')
  await tabs(reader).last().focus()
  await page.keyboard.press('F2')
  await page.keyboard.type('mine')
  await page.keyboard.press('Enter')
  await expect(tabs(reader)).toHaveText(['Untitled', 'mine'])
  await expect(tabs(reader).last()).toBeFocused()
  await page.keyboard.press('Control+Shift+ArrowLeft')
  await expect(tabs(reader)).toHaveText(['mine', 'Untitled'])
  await page.keyboard.press('ArrowRight')
  await expect(tabs(reader).last()).toBeFocused()
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('Delete')
  await expect(tabs(reader)).toHaveText(['Untitled'])
  await expect(tabs(reader)).toBeFocused()
  await command(reader, 'reopen the script')
  await expect(tabs(reader)).toHaveText(['Untitled', 'mine'])
  await expect(reader.area).toHaveValue('x = 1')
})

test('the panel finds, renames, deletes, and takes a deletion back', async ({ reader }) => {
  const { page } = reader
  await reader.open()
  await command(reader, 'new script')
  await reader.write('needle = 1')
  await page.getByRole('button', { name: 'Scripts', exact: true }).click()
  const drawer = page.getByRole('complementary', { name: 'Scripts' })
  await expect(drawer.locator('.saved-script')).toHaveCount(2)
  await drawer.getByLabel('Find a script').fill('needle')
  await expect(drawer.locator('.saved-script')).toHaveCount(1)
  await drawer.getByRole('button', { name: 'Rename Untitled' }).click()
  await page.keyboard.type('hay')
  await page.keyboard.press('Enter')
  await drawer.getByRole('button', { name: 'Delete hay' }).click()
  await expect(drawer).toContainText('hay was deleted.')
  await expect(tabs(reader)).toHaveText(['Untitled'])
  await drawer.getByRole('button', { name: 'Undo' }).click()
  await expect(tabs(reader)).toHaveText(['Untitled', 'hay'])
  await expect(reader.area).toHaveValue('needle = 1')
})

test('a page that is closed without warning has all tabs when it is back', async ({ reader, context }) => {
  await reader.open()
  await reader.write(script('1'))
  await command(reader, 'new script')
  await reader.write(script('2'))
  await expect(reader.page.locator('.saved')).toHaveText('saved')
  await reader.page.close({ runBeforeUnload: false })
  const again = new Reader(await context.newPage())
  await again.withPlainEditor()
  await again.open()
  await expect(tabs(again)).toHaveCount(2)
  await expect(again.area).toHaveValue(script('2'))
  await tabs(again).first().click()
  await expect(again.area).toHaveValue(script('1'))
})

test('two tabs of the browser: a text follows, and what both wrote at once is there twice', async ({
  reader,
  context,
}) => {
  await reader.open()
  await reader.write('// shared')
  await expect(reader.page.locator('.saved')).toHaveText('saved')
  const other = new Reader(await context.newPage())
  await other.withPlainEditor()
  await other.open()
  await expect(other.area).toHaveValue('// shared')
  await reader.write('// first')
  await expect(other.area).toHaveValue('// first')

  // both within the time before a text is saved
  await Promise.all([reader.write('// of one'), other.write('// of the other')])
  await expect.poll(async () => (await tabs(reader).count()) + (await tabs(other).count())).toBe(3)
  const [forked, kept] = (await tabs(reader).count()) === 2 ? [reader, other] : [other, reader]
  await expect(forked.page.locator('.status-notice')).toContainText('was changed in another tab of the browser')
  const [ownText, keptText] = await Promise.all([forked.area.inputValue(), kept.area.inputValue()])
  expect([ownText, keptText].sort()).toEqual(['// of one', '// of the other'])
  await tabs(forked).first().click()
  await expect(forked.area).toHaveValue(keptText)
})

test('what an older page kept is here', async ({ reader }) => {
  await reader.page.addInitScript(() => {
    if (localStorage.getItem('flux/documents')) return
    const entry = (id: string, name: string) => ({ id, name, changed: 1, link: null })
    localStorage.setItem('flux/documents', JSON.stringify([entry('x', 'mine'), entry('y', 'other')]))
    localStorage.setItem('flux/current', '"y"')
    localStorage.setItem('flux/document/x', '"// of x"')
    localStorage.setItem('flux/document/y', '"// of y"')
  })
  await reader.open()
  await expect(reader.area).toHaveValue('// of y')
  await reader.page.getByRole('button', { name: 'Scripts', exact: true }).click()
  await reader.page.getByRole('button', { name: /^mine/ }).click()
  await expect(reader.area).toHaveValue('// of x')
})

test('the full editor takes nothing back across scripts', async ({ page }) => {
  const reader = new Reader(page)
  await reader.open()
  await page
    .locator('.monaco-editor textarea, .monaco-editor .native-edit-context')
    .first()
    .waitFor({ state: 'attached' })
  await command(reader, 'new script')
  await page.locator('.monaco-editor .view-line').first().click()
  await page.keyboard.type('x = 1')
  await tabs(reader).first().click()
  await page.locator('.monaco-editor .view-line').first().click()
  await page.keyboard.press('Control+Z')
  await expect(page.locator('.monaco-editor')).toContainText('scrape')
  await tabs(reader).last().click()
  await expect(page.locator('.monaco-editor')).toContainText('x = 1')
  await page.locator('.monaco-editor .view-line').first().click()
  await page.keyboard.press('Control+Z')
  await expect(page.locator('.monaco-editor')).not.toContainText('x = 1')
})

for (const theme of ['light', 'dark'] as const)
  test(`nothing for axe to find, ${theme}`, async ({ reader }) => {
    await reader.page.emulateMedia({ colorScheme: theme })
    await reader.open()
    for (let i = 0; i < 8; i++) await command(reader, 'new script')
    await reader.page.getByRole('button', { name: 'Scripts', exact: true }).click()
    expect((await new AxeBuilder({ page: reader.page }).analyze()).violations).toEqual([])
    await reader.page.screenshot({ path: test.info().outputPath(`scripts-${theme}.png`) })
  })

test('on a phone the tabs are a menu', async ({ reader }) => {
  const { page } = reader
  await page.setViewportSize({ width: 390, height: 844 })
  await reader.open()
  await page.getByRole('button', { name: 'Untitled' }).click()
  await page.getByRole('menuitem', { name: 'New script' }).click()
  await expect(reader.area).toHaveValue('')
  await page.getByRole('button', { name: 'Untitled' }).click()
  await page.screenshot({ path: test.info().outputPath('scripts-phone.png') })
  await page.getByRole('menuitemradio').first().click()
  await expect(reader.area).toHaveValue(/scrape/)
})
