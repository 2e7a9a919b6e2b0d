// The small page in a frame of another site: it runs on a click, remembers nothing, and writes nothing.
import type { FrameLocator, Page } from '@playwright/test'
import { linkTo } from '../src/app/share/codec.ts'
import { documentedScript, expect, Reader, test } from './reader.ts'

const endpoint = 'http://localhost:8086'

function linkOf(script: string): string {
  const packed = linkTo(script)
  return 'hash' in packed ? packed.hash : ''
}

/** A page of another origin that frames the playground with a script. */
async function framing(page: Page, script: string, parameters: string, width = 900): Promise<FrameLocator> {
  const src = Reader.address + parameters + linkOf(script)
  const asked = new URLSearchParams({ src, width: String(width) })
  await page.goto(`${process.env.E2E_FRAMING}?${asked}`)
  return page.frameLocator('iframe')
}

test('a frame of another site asks for leave although the reader gave it for good at home', async ({
  reader,
  request,
}) => {
  const { page } = reader
  await page.addInitScript(
    place => localStorage.setItem('flux/grants', JSON.stringify([{ place, direction: 'read' }])),
    endpoint,
  )
  const computed = documentedScript.replace(
    `"${endpoint}/metrics"`,
    '"http://localhost:" + string(v: 8086) + "/metrics"',
  )
  const frame = await framing(page, computed, '?embed=1')
  await expect(frame.getByRole('region', { name: 'A script from a link' })).toContainText('Nothing has run.')
  await expect(frame.getByRole('navigation')).toHaveCount(0)
  await expect(frame.getByRole('button', { name: 'Always for these addresses' })).toHaveCount(0)
  await request.get(`${endpoint}/asked`)
  await frame.getByRole('button', { name: 'Run once' }).click()
  const question = frame.getByRole('alertdialog', { name: 'The script asks' })
  await expect(question).toContainText(`It wants to read ${endpoint}/metrics.`)
  expect(await (await request.get(`${endpoint}/asked`)).json()).toEqual([])
  await question.getByRole('button', { name: 'Allow' }).click()
  await expect(frame.locator('.counts')).toContainText('16 tables')
})

test('what it writes is run on a page of its own, and no address makes the frame trusted', async ({ reader }) => {
  const { page } = reader
  const script = `import "array"\nimport "http"\narray.from(rows: [{v: http.post(url: "${endpoint}/write", data: bytes(v: "x"))}])\n`
  const frame = await framing(page, script, '')
  await expect(frame.getByRole('region', { name: 'A script from a link' })).toContainText(`write ${endpoint}/write`)
  await frame.getByRole('button', { name: 'Run once' }).click()
  const question = frame.getByRole('alertdialog', { name: 'The script asks' })
  await expect(question.getByRole('button', { name: /^A/ })).toHaveCount(0)
  const tab = page.waitForEvent('popup')
  await question.getByRole('link', { name: 'Open in the playground' }).click()
  const whole = await tab
  await expect(whole.getByRole('region', { name: 'A script from a link' })).toContainText('Nothing has run.')
  await expect(whole.getByRole('navigation', { name: 'Panels' })).toBeVisible()
  await question.getByRole('button', { name: 'Refuse' }).click()
  await expect(frame.locator('.strip-text').first()).toContainText('was not allowed to write')
})

test('view and theme are what the address says; what is edited opens as it is', async ({ reader }) => {
  const { page } = reader
  const frame = await framing(
    page,
    'import "array"\narray.from(rows: [{v: 1}])\n',
    '?embed=1&view=results&theme=dark',
    360,
  )
  await expect(frame.getByRole('region', { name: 'Results' })).toBeVisible()
  await expect(frame.getByRole('region', { name: 'Script', exact: true })).toHaveCount(0)
  await expect(frame.locator('html')).toHaveAttribute('data-theme', 'dark')

  const split = await framing(page, 'import "array"\narray.from(rows: [{v: 1}])\n', '?embed=1')
  await split.locator('textarea').fill('import "array"\narray.from(rows: [{v: 2}, {v: 3}])\n')
  await split.getByRole('button', { name: 'Run', exact: true }).click()
  await expect(split.locator('.counts')).toContainText('2 rows')
  const tab = page.waitForEvent('popup')
  await split.getByRole('link', { name: 'Open in the playground' }).click()
  await expect((await tab).locator('.plain-editor textarea')).toHaveValue(/v: 3/)
})

test('buckets of the reader are not there in a frame, even where the browser would share them', async ({ reader }) => {
  const { page } = reader
  await reader.open()
  await reader.write('import "array"\narray.from(rows: [{_time: now(), _measurement: "m", _field: "f", _value: 1.0}])\n  |> to(bucket: "own")\n') // biome-ignore format: one script
  await reader.run()
  await page.getByRole('button', { name: 'Create own and run again' }).click()
  await expect(reader.counts).toContainText('1 row')
  // another origin of the same site, which browsers let at the storage
  const src = `${Reader.address}${linkOf('from(bucket: "own") |> range(start: -1h)\n')}`
  await page.goto(
    `${process.env.E2E_FRAMING!.replace('127.0.0.1', 'localhost')}?${new URLSearchParams({ src, width: '900' })}`,
  )
  const frame = page.frameLocator('iframe')
  await frame.getByRole('button', { name: 'Run once' }).click()
  await frame.getByRole('alertdialog', { name: 'The script asks' }).getByRole('button', { name: 'Allow' }).click()
  await expect(frame.locator('.strip-text').first()).toContainText('could not find bucket "own"')
})
