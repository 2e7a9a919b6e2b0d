// The ways to hand a script on: with the data of its run, as Markdown, as HTML, as a file.
import { readFile } from 'node:fs/promises'
import { documentedScript, expect, expectDocumented, type Reader, stranger, test } from './reader.ts'

const script = `${documentedScript.trimEnd()}\n    |> sort(columns: ["_value"])\n`

function choose(reader: Reader, title: string): Promise<string> {
  return reader.copiedBy(async () => {
    await reader.page.getByRole('button', { name: 'Other ways to share' }).click()
    await reader.page.getByRole('menuitem', { name: title }).click()
  })
}

test('a link with data shows the same tables elsewhere, offline, and asks nobody', async ({
  reader,
  browser,
  request,
}) => {
  await reader.open()
  await reader.write(documentedScript)
  await reader.run()
  const tables = await reader.readTables()
  const link = await choose(reader, 'Copy a link with the data of this run')
  expect(link).toMatch(/#f3:[\w-]+$/)
  await request.get('http://localhost:8086/asked')

  const other = await stranger(browser)
  const { page } = other
  await other.open(link)
  await expect(page.locator('.status')).toContainText('offline ready', { timeout: 20_000 })
  await page.context().setOffline(true)
  const panel = page.getByRole('region', { name: 'A script from a link' })
  await expect(panel).toContainText('A run asks nobody: the link holds what http://localhost:8086/metrics answered')
  await panel.getByRole('button', { name: 'Run with these data' }).click()
  await other.settled()
  await expect(page.locator('.strip-text')).toContainText('No problems')
  expect(await other.readTables()).toEqual(tables)
  expectDocumented(tables, 'http://localhost:8086/metrics')
  const label = page.locator('.old-label')
  await expect(label).toContainText('Data of the link. As it was read at')
  expect(await (await request.get('http://localhost:8086/asked')).json()).toEqual([])

  await label.getByRole('button', { name: 'Read live instead' }).click()
  await expect(panel).toContainText('It would read http://localhost:8086/metrics')

  await page.context().setOffline(false)
  await page.reload()
  await panel.getByRole('button', { name: 'Read live instead' }).click()
  await panel.getByRole('button', { name: 'Run once' }).click()
  await other.settled()
  await expect(label).toHaveCount(0)
  expect(await (await request.get('http://localhost:8086/asked')).json()).toHaveLength(1)
  await page.context().close()
})

test('a link with data opens with them, also where the script alone is open already', async ({ reader, browser }) => {
  await reader.open()
  await reader.write(documentedScript)
  await reader.run()
  const [plain, recorded] = [await reader.copiedLink(), await choose(reader, 'Copy a link with the data of this run')]
  const other = await stranger(browser)
  await other.open(plain)
  const panel = other.page.getByRole('region', { name: 'A script from a link' })
  await expect(panel).toContainText('It would read')
  await other.page.goto('about:blank')
  await other.open(recorded)
  await expect(panel).toContainText('A run asks nobody')
  await other.page.context().close()
})

test('a run of buckets or of too much has no link with data, and the reason is said', async ({ reader }) => {
  const { page } = reader
  await reader.open()
  await reader.write(
    `import "experimental/prometheus"\nprometheus.scrape(url: "${process.env.E2E_FAILING}/series/20000") |> limit(n: 1)`,
  )
  await reader.run()
  await page.getByRole('button', { name: 'Other ways to share' }).click()
  await page.getByRole('menuitem', { name: 'Copy a link with the data of this run' }).click()
  await expect(page.locator('.status-notice')).toContainText('read more than a link can hold')
  await reader.write('import "array"\narray.from(rows: [{v: 1}])')
  await page.getByRole('button', { name: 'Other ways to share' }).click()
  await expect(page.getByRole('menuitem', { name: 'Copy a link with the data of this run' })).toBeDisabled()
})

test('Markdown and HTML carry the name and the link', async ({ reader }) => {
  await reader.open()
  await reader.write(script)
  expect(await choose(reader, 'Copy the link as Markdown')).toMatch(/^\[Untitled\]\(http:.*#f1:[\w-]+\)$/)
  const html = await choose(reader, 'Copy HTML that embeds it')
  expect(html).toMatch(/^<iframe src="http:[^"]*\?embed=1#f1:[\w-]+" title="Untitled: Flux"/)
})

test('a link that programs would cut is said to be long, and a file is offered', async ({ reader }) => {
  const { page } = reader
  await reader.withoutFileAccess()
  await reader.open()
  const noise = Array.from({ length: 9000 }, (_, i) => ((i * 7919) % 7321).toString(36)).join('')
  await reader.write(`// ${noise}\n`)
  await page.getByRole('button', { name: 'Copy link' }).click()
  await expect(page.locator('.status-notice')).toContainText('may cut one so long; a file is safe')
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Save as a file' }).click()
  expect(await readFile(await (await download).path(), 'utf8')).toBe(`// ${noise}\n`)
})
