// Files dropped onto the page or opened: each kind is there for what it is good for; scripts go back to where they were.
import { zipSync } from 'fflate'
import { expect, type Reader, test } from './reader.ts'

const csv = '#datatype,string,long,double\n#group,false,false,false\n#default,_result,,\n,result,table,v\n,,0,4.5\n'
const metrics = '# TYPE up gauge\nup 3\n'
const lines = 'm,host=a f=8 1704067200000000000\n'

async function drop(reader: Reader, name: string, content: string | Uint8Array): Promise<void> {
  const data = await reader.page.evaluateHandle(
    ([name, content]) => {
      const transfer = new DataTransfer()
      transfer.items.add(new File([typeof content === 'string' ? content : Uint8Array.from(content)], name))
      return transfer
    },
    [name, typeof content === 'string' ? content : [...content]] as const,
  )
  await reader.page.dispatchEvent('body', 'drop', { dataTransfer: data })
}

async function command({ page }: Reader, words: string): Promise<void> {
  await page.keyboard.press('Control+Shift+P')
  await page.getByRole('combobox', { name: 'Find a command' }).fill(words)
  await page.keyboard.press('Enter')
}

test('scripts, CSV, metrics and line protocol, dropped', async ({ reader }) => {
  const { page } = reader
  await reader.withoutFileAccess()
  await reader.open()
  await drop(reader, 'mine.flux', 'import "array"\narray.from(rows: [{v: 7}])\n')
  await expect(reader.area).toHaveValue(/v: 7/)
  await expect(page.getByRole('tab', { name: 'mine.flux' })).toBeVisible()
  await drop(reader, 'a table.csv', csv)
  await expect(reader.area).toHaveValue(/csv.from\(file: "a table.csv"\)/)
  await reader.run()
  await expect(reader.tables).toContainText('4.5')
  await drop(reader, 'page.prom', metrics)
  await expect(reader.area).toHaveValue(/scrape\(url: "page.prom"\)/)
  await reader.run()
  await expect(reader.tables).toContainText('3')
  await drop(reader, 'node.txt', metrics)
  await expect(reader.area).toHaveValue(/scrape\(url: "node.txt"\)/)
  await drop(reader, 'points.lp', lines)
  await page.getByRole('button', { name: 'Create it and add the points' }).click()
  await expect(reader.area).toHaveValue(/from\(bucket: "points"\)/)
  await reader.run()
  await expect(reader.tables).toContainText('8')

  await drop(reader, 'photo.png', 'x')
  await expect(page.locator('.status-notice')).toContainText('photo.png was not opened: the page reads .flux')
  await drop(reader, 'other.zip', zipSync({ a: new Uint8Array() }))
  await expect(page.locator('.status-notice')).toContainText('it is no export of this page. Nothing was added.')

  const coming = page.waitForEvent('download')
  await command(reader, 'save the script')
  expect((await coming).suggestedFilename()).toBe('points.flux')
  await expect(page.locator('.status-notice')).toHaveText('points.flux is with the downloads of this browser.')
})

test('several files at once, by keyboard', async ({ reader }) => {
  const { page } = reader
  await reader.withoutFileAccess()
  await reader.open()
  const choosing = page.waitForEvent('filechooser')
  await command(reader, 'open files')
  const file = (name: string, text: string) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(text) })
  await (await choosing).setFiles([file('one.flux', '// one'), file('t.csv', csv), file('m.prom', metrics), file('p.lp', lines)]) // biome-ignore format: one call

  const question = page.getByRole('dialog', { name: 'Into which bucket?' })
  await expect(question.getByLabel('Name of the bucket')).toBeFocused()
  await expect(question.getByRole('status')).toHaveText('p is new; its points are kept for ever.')
  await page.keyboard.type('kept')
  await page.keyboard.press('Enter')
  await expect(question).toHaveCount(0)
  await expect(reader.area).toHaveValue(/from\(bucket: "kept"\)/)
  await expect(page.getByRole('tab')).toContainText(['Untitled', 'one.flux', 't', 'm', 'kept'])

  // into one that is there it goes only when the reader says so
  await drop(reader, 'kept.lp', 'm,host=a f=9 1704067200000000000\n')
  await expect(question.getByRole('status')).toContainText('kept has 1 point;')
  await page.keyboard.press('Escape')
  await reader.run()
  await expect(reader.tables).toContainText('8')
  await drop(reader, 'kept.lp', 'm,host=a f=9 1704067200000000000\n')
  await question.getByRole('button', { name: 'Add the points' }).click()
  await reader.run()
  await expect(reader.tables).toContainText('9')

  await drop(reader, 'bad.lp', 'no line protocol\n')
  await question.getByRole('button', { name: /add the points/ }).click()
  await expect(page.locator('.status-notice')).toContainText('bad.lp was read into the bucket bad, but for line 1:')
})

test('a script goes back to the file it is in, over a reload, and overwrites nothing unseen', async ({ reader }) => {
  const { page } = reader
  // the browser's own dialogs cannot be used here: they give files of the page's private folder
  await page.addInitScript(() => {
    const inFolder = async (name: string, create: boolean): Promise<FileSystemFileHandle> =>
      (await navigator.storage.getDirectory()).getFileHandle(name, { create })
    Object.assign(window, {
      asked: [] as string[],
      showOpenFilePicker: async () => [await inFolder('mine.flux', false)],
      showSaveFilePicker: async ({ suggestedName }: { suggestedName: string }) => {
        ;(window as unknown as { asked: string[] }).asked.push(suggestedName)
        return inFolder(suggestedName, true)
      },
    })
  })
  const onDisk = (name: string): Promise<string> =>
    page.evaluate(
      async name => (await (await (await navigator.storage.getDirectory()).getFileHandle(name)).getFile()).text(),
      name,
    )
  const writeToDisk = (name: string, text: string): Promise<void> =>
    page.evaluate(
      async ([name, text]) => {
        const file = await (await navigator.storage.getDirectory()).getFileHandle(name, { create: true })
        const stream = await file.createWritable()
        await stream.write(text)
        await stream.close()
      },
      [name, text],
    )
  const notice = page.locator('.status-notice')
  await reader.open()
  await writeToDisk('mine.flux', '// first\n')
  await command(reader, 'open files')
  await expect(reader.area).toHaveValue('// first\n')
  await expect(notice).toHaveText('mine.flux is open; saving writes to it.')
  const tab = page.getByRole('tab', { name: /^mine\.flux/ })
  await expect(tab).toHaveAccessibleName('mine.flux')

  await reader.write('// second\n')
  await expect(tab).toHaveAccessibleName('mine.flux not saved to mine.flux')
  await reader.area.press('Control+s')
  await expect(notice).toHaveText('mine.flux is saved.')
  await expect(tab).toHaveAccessibleName('mine.flux')
  expect(await onDisk('mine.flux')).toBe('// second\n')

  await reader.write('// third\n')
  await expect(page.locator('.saved')).toHaveText('saved here, not in the file')
  await page.reload()
  await expect(tab).toHaveAccessibleName('mine.flux not saved to mine.flux')
  await reader.area.press('Control+s')
  await expect(notice).toHaveText('mine.flux is saved.')
  expect(await onDisk('mine.flux')).toBe('// third\n')
  expect(await page.evaluate(() => (window as unknown as { asked: string[] }).asked)).toEqual([])

  await writeToDisk('mine.flux', '// by another program\n')
  await reader.write('// fourth\n')
  await reader.area.press('Control+s')
  await expect(notice).toContainText('mine.flux was changed by another program since, and was not written.')
  expect(await onDisk('mine.flux')).toBe('// by another program\n')
  await command(reader, 'open files')
  await expect(reader.area).toHaveValue('// by another program\n')
  await expect(notice).toContainText('mine.flux was changed here and by another program. Both are here')
  await tab.click()
  await reader.area.press('Control+s')
  await expect(notice).toHaveText('mine.flux is saved.')
  expect(await onDisk('mine.flux')).toBe('// fourth\n')

  // a new script is asked where it goes
  await command(reader, 'new script')
  await reader.write('// new\n')
  await reader.area.press('Control+s')
  await expect(page.getByRole('tab', { name: 'Untitled.flux' })).toBeVisible()
  expect(await onDisk('Untitled.flux')).toBe('// new\n')
})

test('a file that is not here is told as the engine tells it', async ({ reader }) => {
  await reader.open()
  await reader.write('import "csv"\n\ncsv.from(file: "nothing.csv")\n')
  await reader.run()
  await expect(reader.message).toContainText('open nothing.csv: no such file or directory')
  await expect(reader.message).toContainText('Drop the file onto the page')
})
