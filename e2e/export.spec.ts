// Everything of one browser as a file, and into another; and a browser that keeps nothing.
import { readFile } from 'node:fs/promises'
import AxeBuilder from '@axe-core/playwright'
import { expect, type Reader, stranger, test } from './reader.ts'

const command = async ({ page }: Reader, words: string): Promise<void> => {
  await page.keyboard.press('Control+Shift+P')
  await page.getByRole('combobox', { name: 'Find a command' }).fill(words)
  await page.keyboard.press('Enter')
}

async function give({ page }: Reader, name: string, buffer: Buffer): Promise<void> {
  const choosing = page.waitForEvent('filechooser')
  await command({ page } as Reader, 'open files')
  await (await choosing).setFiles({ name, mimeType: 'application/zip', buffer })
}

test('goes from one browser into another and changes nothing there', async ({ reader, browser }) => {
  const { page } = reader
  await reader.open()
  await reader.write('import "array"\n\narray.from(rows: [{_time: 2024-01-01T00:00:00Z, _measurement: "m", _field: "f", _value: 7.0}])\n    |> to(bucket: "kept")\n') // biome-ignore format: one call
  await reader.run()
  await page.getByRole('button', { name: 'Create kept and run again' }).click()
  await expect(reader.tables).toContainText('7')
  await command(reader, 'new script')
  await reader.write(
    'from(bucket: "b", host: "http://localhost:1", token: "hidden-value", org: "o") |> range(start: -1h)',
  )
  const coming = page.waitForEvent('download')
  await command(reader, 'export everything with')
  const download = await coming
  expect(download.suggestedFilename()).toMatch(/^flux-playground-\d{4}-\d\d-\d\d\.zip$/)
  const bytes = await readFile(await download.path())
  expect(bytes.toString('latin1')).not.toContain('hidden-value')

  const other = await stranger(browser)
  // its own dialog cannot be used here; the one of browsers without access to files can
  await other.page.addInitScript(() => void Reflect.deleteProperty(window, 'showOpenFilePicker'))
  await other.open()
  await other.write('// theirs')
  await give(other, 'all.zip', bytes)
  await expect(other.page.locator('.status-notice')).toHaveText('Added from the file: 2 scripts; 1 run; 1 bucket.')
  await expect(other.area).toHaveValue('// theirs')
  await other.write('from(bucket: "kept") |> range(start: 0)')
  await other.run()
  await expect(other.tables).toContainText('7')

  // once more: only the bucket's points come again, under another name
  await give(other, 'all.zip', bytes)
  await expect(other.page.locator('.status-notice')).toHaveText('Added from the file: 1 bucket.')
  await give(other, 'all.zip', bytes.subarray(0, 100))
  await expect(other.page.locator('.status-notice')).toContainText('it is no zip file, or only a part of one. Nothing was added.') // biome-ignore format: one call
})

for (const kind of ['full', 'forbidden'] as const)
  test(`a browser whose storage is ${kind} says so, works on, and gives the file`, async ({ reader }) => {
    const { page } = reader
    await page.addInitScript(kind => {
      if (kind === 'forbidden') {
        for (const name of ['localStorage', 'sessionStorage', 'indexedDB'])
          Object.defineProperty(globalThis, name, {
            get() {
              throw new DOMException('refused', 'SecurityError')
            },
          })
        return
      }
      Storage.prototype.setItem = () => {
        throw new DOMException('full', 'QuotaExceededError')
      }
    }, kind)
    await reader.open()
    await page.locator('.plain-editor textarea, .monaco-editor').first().click()
    await command(reader, 'new script')
    await expect(page.getByRole('alert').filter({ hasText: 'Not saved' })).toContainText(
      'storage for this page is full or refused',
    )
    await command(reader, 'editor: plain')
    await reader.write('import "array"\n\narray.from(rows: [{v: 3}])\n')
    await reader.run()
    await expect(reader.tables).toContainText('3')
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])
    }
    await page.screenshot({ path: test.info().outputPath(`storage-${kind}.png`) })
    const coming = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Export everything' }).click()
    expect((await readFile(await (await coming).path())).length).toBeGreaterThan(100)
  })
