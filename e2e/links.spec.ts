// Links hold scripts, open them and run nothing; and nothing a reader wrote is lost.
import { recordedLink } from '../src/app/share/codec.ts'
import { documentedScript, expect, Reader, stranger, test } from './reader.ts'

test('a link brings the script to another browser and runs nothing there', async ({ reader, browser, request }) => {
  const script = `${documentedScript}    |> filter(fn: (r) => r._field =~ /latency/) // ümläut 😀 \t "quoted"\n`
  await reader.open()
  await reader.write(script)
  const link = await reader.copiedLink()
  expect(link).toMatch(/#f1:[\w-]+$/)
  await request.get('http://localhost:8086/asked')

  const other = await stranger(browser)
  await other.open(link)
  await expect(other.area).toHaveValue(script)
  const panel = other.page.getByRole('region', { name: 'A script from a link' })
  await expect(panel).toContainText('This script came with a link. Nothing has run.')
  await expect(panel).toContainText('It would read http://localhost:8086/metrics and write nothing.')
  await other.page.waitForTimeout(700)
  expect(await (await request.get('http://localhost:8086/asked')).json()).toEqual([])
  expect(other.elsewhere).toEqual([])

  await panel.getByRole('button', { name: 'Run once' }).click()
  await other.settled()
  await expect(panel).toHaveCount(0)
  await expect(other.counts).toContainText('9 tables')
  await other.page.context().close()
})

test('a stranger’s script waits for the reader again after a reload, until it is edited', async ({
  reader,
  browser,
}) => {
  await reader.open()
  await reader.write('import "array"\narray.from(rows: [{v: 7}])')
  const other = await stranger(browser)
  await other.open(await reader.copiedLink())
  await other.page.reload()
  await expect(other.page.getByRole('region', { name: 'A script from a link' })).toBeVisible()
  await other.page.getByRole('button', { name: 'Edit first' }).click()
  await expect(other.area).toBeFocused()
  await other.write('import "array"\narray.from(rows: [{v: 8}])')
  await expect(other.page.getByText('saved', { exact: true })).toBeVisible()
  expect(new URL(other.page.url()).hash).toBe('')
  await other.page.reload()
  await expect(other.area).toHaveValue(/v: 8/)
  await expect(other.page.getByRole('region', { name: 'A script from a link' })).toHaveCount(0)
  await other.page.context().close()
})

test('a link opened in one’s own browser leaves one’s own script where it was', async ({ reader, browser }) => {
  await reader.open()
  await reader.write('// theirs\n')
  const link = await reader.copiedLink()
  const other = await stranger(browser)
  await other.open()
  await other.write('// mine\n')
  await expect(other.page.getByText('saved', { exact: true })).toBeVisible()
  await other.page.goto('about:blank')
  await other.open(link)
  await expect(other.area).toHaveValue('// theirs\n')
  await other.page.getByRole('button', { name: 'From a link' }).click()
  await other.page.getByRole('menuitemradio', { name: 'Untitled' }).click()
  await expect(other.area).toHaveValue('// mine\n')
  await other.page.context().close()
})

for (const [what, hash] of [
  ['of a kind nobody knows', '#zz9:abcdef'],
  ['with data that are none', '#f3:AAAAAAAA'],
  ['of two million letters', `#f3:${'A'.repeat(2_000_000)}`],
  ['with letters no link has', '#f3:%3Cscript%3E'],
] as const)
  test(`a link ${what} is told to be damaged`, async ({ reader }) => {
    await reader.open(`${Reader.address}${hash}`)
    await expect(reader.message).toContainText('The link could not be read')
    expect(reader.complaints).toEqual([])
  })

test('what a link’s data hold is shown as text, whatever it is', async ({ reader }) => {
  const markup = '<img src=x onerror="document.title=1">'
  const answer = { method: 'GET', url: 'http://hostile.example/metrics', shown: 'http://hostile.example/metrics', status: 200, statusText: 'OK', type: 'text/plain', text: `up{job="${markup.replaceAll('"', String.raw`\"`)}"} 1\n` } // biome-ignore format: one answer
  const script = 'import "experimental/prometheus"\n\nprometheus.scrape(url: "http://hostile.example/metrics")\n'
  const link = recordedLink(script, null, { times: [1n, 2n, 3n, 4n], random: [], files: [], answers: [answer] })
  await reader.open(`${Reader.address}${'hash' in link ? link.hash : ''}`)
  await reader.page.getByRole('button', { name: 'Run with these data' }).click()
  await reader.settled()
  expect((await reader.readTables())[0].rows[0]).toContain(markup)
  expect(await reader.page.title()).not.toBe('1')
  expect(reader.elsewhere).toEqual([])
})

test('a damaged link says so and loses nothing', async ({ reader }) => {
  await reader.open()
  await reader.write('// mine\n')
  await expect(reader.page.getByText('saved', { exact: true })).toBeVisible()
  await reader.page.goto('about:blank')
  await reader.open(`${Reader.address}#f1:abcdefgh`)
  await expect(reader.message).toContainText('The link could not be read')
  await expect(reader.area).toHaveValue('// mine\n')
})

test('a script over 1 MB is kept, but no link is made of it', async ({ reader }) => {
  await reader.open()
  await reader.write(`// ${'long '.repeat(210_000)}`)
  await reader.page.getByRole('button', { name: 'Copy link' }).click()
  await expect(reader.page.locator('.status-notice')).toContainText('at most 1 MB')
  await expect(reader.page.getByText('saved', { exact: true })).toBeVisible()
  await reader.page.reload()
  expect((await reader.area.inputValue()).length).toBe(1_050_003)
})

test('a reload keeps the script', async ({ reader }) => {
  await reader.open()
  await reader.write('// not yet finished\n')
  await reader.page.reload()
  await expect(reader.area).toHaveValue('// not yet finished\n')
})

test('a script and its tables are copied as Markdown', async ({ reader }) => {
  const { page } = reader
  await reader.open()
  await reader.write('import "array"\n\narray.from(rows: [{v: 7, s: "a|b"}])\n')
  await reader.run()
  await page.keyboard.press('Control+Shift+P')
  await page.getByRole('combobox', { name: 'Find a command' }).fill('tables as markdown')
  await page.keyboard.press('Enter')
  await expect(page.locator('.status-notice')).toContainText('Copied as Markdown')
  const text = await page.evaluate(() => navigator.clipboard.readText())
  expect(text).toMatch(/^\[Untitled\]\(http.*#f1:[\w-]+\)\n\n```flux\nimport "array"\n/)
  expect(text).toContain('| 7 | a\\|b |')
})
