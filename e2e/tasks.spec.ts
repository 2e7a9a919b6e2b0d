// Tasks: started in the page, run while a tab is open, by one tab only, and found again after a reload.
import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { influxServer, ORG, TOKEN } from '../src/testing/influxServer.ts'
import { expect, Reader, stranger, test } from './reader.ts'

const writing = `import "array"

option task = {name: "collect", every: 1s}

array.from(rows: [{_time: now(), _measurement: "m", _field: "f", _value: 1.0}])
    |> to(bucket: "metrics")
`
const counting = 'from(bucket: "metrics") |> range(start: -1h) |> keep(columns: ["_time"])\n'

const drawer = (page: Page) => page.getByRole('complementary', { name: 'Tasks' })
const runs = (page: Page, state = '') => drawer(page).locator(`.task-runs > li${state}`)

async function createBucket(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Buckets', exact: true }).click()
  const panel = page.getByRole('complementary', { name: 'Buckets' })
  await panel.getByLabel('Name of the bucket').fill('metrics')
  await panel.getByRole('button', { name: 'Create' }).click()
  await expect(panel.getByRole('button', { name: /^metrics/ })).toBeVisible()
}

async function startTask(reader: Reader): Promise<void> {
  const { page } = reader
  await reader.write(writing)
  await page.getByRole('button', { name: 'Tasks', exact: true }).click()
  await drawer(page).getByRole('button', { name: 'Start task' }).click()
  await expect(drawer(page)).toContainText('It runs as a task.')
}

/** The times that were written, each as often as it was. */
async function times(reader: Reader): Promise<readonly string[]> {
  await reader.write(counting)
  await reader.run()
  const [table] = await reader.readTables()
  return table.rows.map(row => row[0])
}

test('a task runs at its slots, writes, and goes on after a reload', async ({ reader }) => {
  const { page } = reader
  await reader.open()
  await createBucket(page)
  await startTask(reader)
  await expect(drawer(page)).toContainText('collect is due every second')
  await drawer(page)
    .getByRole('button', { name: /^collect/ })
    .click()
  await expect(runs(page, '.success').nth(1)).toBeVisible()
  await expect(page.locator('.status')).toContainText('one task runs here')

  await page.reload()
  await page.getByRole('button', { name: 'Tasks', exact: true }).click()
  await drawer(page)
    .getByRole('button', { name: /^collect/ })
    .click()
  const before = await runs(page, '.success').count()
  await expect(runs(page, '.success').nth(before + 1)).toBeVisible()

  const seen = await times(reader)
  expect(seen.length).toBeGreaterThan(2)
  for (const time of seen) expect(time).toMatch(/:\d\d(\.0+)?Z$/)
  expect(reader.complaints).toEqual([])
})

test('a second tab shows the same tasks and does not run them twice', async ({ reader }) => {
  const { page } = reader
  await reader.open()
  await createBucket(page)
  await startTask(reader)
  const other = new Reader(await page.context().newPage())
  await other.withPlainEditor()
  await other.open()
  await other.page.getByRole('button', { name: 'Tasks', exact: true }).click()
  await drawer(other.page)
    .getByRole('button', { name: /^collect/ })
    .click()
  await expect(runs(other.page, '.success').nth(2)).toBeVisible()
  const slots = await runs(other.page).locator('.task-slot').allTextContents()
  expect(new Set(slots).size).toBe(slots.length)

  // the other tab takes over when the one that ran them goes
  await page.close()
  const before = await runs(other.page, '.success').count()
  await expect(runs(other.page, '.success').nth(before + 1)).toBeVisible()
  const seen = await times(other)
  expect(new Set(seen).size).toBe(seen.length)
})

test('pausing stops it, resuming goes on, a removal can be taken back', async ({ reader }) => {
  const { page } = reader
  await reader.open()
  await createBucket(page)
  await startTask(reader)
  await drawer(page)
    .getByRole('button', { name: /^collect/ })
    .click()
  await expect(runs(page, '.success').first()).toBeVisible()
  await drawer(page).getByRole('button', { name: 'Pause' }).click()
  await expect(drawer(page).getByRole('button', { name: /^collect/ })).toContainText('paused')
  await expect(runs(page, '.running')).toHaveCount(0)
  const count = await runs(page).count()
  await page.waitForTimeout(2500)
  expect(await runs(page).count()).toBe(count)
  await drawer(page).getByRole('button', { name: 'Run now' }).click()
  await expect(runs(page).first()).toContainText('by hand')
  await drawer(page).getByRole('button', { name: 'Resume' }).click()
  await expect(runs(page, '.success').nth(count + 1)).toBeVisible()

  await drawer(page).getByRole('button', { name: 'Remove' }).click()
  await expect(drawer(page).getByRole('status')).toContainText('collect was removed.')
  await drawer(page).getByRole('button', { name: 'Undo' }).click()
  await expect(drawer(page).getByRole('button', { name: /^collect/ })).toBeVisible()
})

test('a run that failed shows its error, and the task is mended by an update', async ({ reader }) => {
  const { page } = reader
  await reader.open()
  await startTask(reader)
  await expect(drawer(page).locator('.task-last')).toContainText('could not find bucket "metrics"')
  await drawer(page)
    .getByRole('button', { name: /^collect/ })
    .click()
  await runs(page, '.failed').first().click()
  await expect(drawer(page).locator('.task-log').first()).toContainText('create one')
  await drawer(page).getByRole('button', { name: 'Create metrics and run now' }).first().click()
  await expect(runs(page, '.success').first()).toBeVisible()

  await reader.write(writing.replace(/\s+\|> to.*/, ''))
  await drawer(page).getByRole('button', { name: 'Update task' }).click()
  await expect(drawer(page)).toContainText('It runs as a task.')
})

test('run once shows the tables that the task would have now', async ({ reader }) => {
  const { page } = reader
  await reader.open()
  await reader.write(`import "array"

option task = {name: "a", every: 1h}

array.from(rows: [{t: now(), v: 1.0}])
`)
  await page.getByRole('button', { name: 'Tasks', exact: true }).click()
  await drawer(page).getByRole('button', { name: 'Run once' }).click()
  await reader.settled()
  const [table] = await reader.readTables()
  expect(table.rows[0][0]).toMatch(/:00:00(\.0+)?Z$/)
  await expect(drawer(page)).toContainText('every hour')
  await expect(runs(page)).toHaveCount(0)
})

test('what is wrong with the option is said, and a script without one can be made a task', async ({ reader }) => {
  const { page } = reader
  await reader.open()
  await reader.write('import "array"\n\narray.from(rows: [{a: 1}])\n')
  await page.getByRole('button', { name: 'Tasks', exact: true }).click()
  await drawer(page).getByRole('button', { name: 'Make this script a task' }).click()
  await expect(reader.area).toHaveValue(/^import "array"\n\noption task = \{name: "[^"]+", every: 1m\}\n\narray/)
  await expect(drawer(page)).toContainText('every minute')
  await reader.write('option task = {name: "a", every: 10ms}\n')
  await expect(drawer(page).getByRole('status')).toContainText('every option must be at least 1 second')
})

test("a stranger's script becomes a task only when its places are granted", async ({ reader, browser }) => {
  await reader.open()
  await reader.write(writing)
  const link = await reader.copiedLink()
  const other = await stranger(browser)
  await other.open(link)
  await createBucket(other.page)
  await other.page.getByRole('button', { name: 'Tasks', exact: true }).click()
  await drawer(other.page).getByRole('button', { name: 'Start task' }).click()
  await expect(drawer(other.page)).toContainText('This script came with a link')
  await expect(drawer(other.page).locator('.drawer-entry')).toHaveCount(0)
  await drawer(other.page).getByRole('button', { name: 'Allow and start' }).click()
  await drawer(other.page)
    .getByRole('button', { name: /^collect/ })
    .click()
  await expect(runs(other.page, '.success').first()).toBeVisible()
  await other.page.context().close()
})

test('a task is taken to an InfluxDB, and what that says is shown', async ({ reader }) => {
  const { page } = reader
  await reader.open()
  await page.getByRole('button', { name: 'InfluxDB servers', exact: true }).click()
  await page.getByRole('textbox', { name: 'Address' }).fill('http://influx.example:8086')
  await page.getByRole('textbox', { name: 'Organization' }).fill('my-org')
  await page.getByRole('textbox', { name: 'Token' }).fill('secret')
  await page.getByRole('button', { name: 'Add', exact: true }).click()
  const cors = { 'access-control-allow-origin': '*', 'access-control-allow-headers': '*' }
  let status = 401
  await page.context().route('http://influx.example:8086/**', async route => {
    if (route.request().method() === 'OPTIONS') return route.fulfill({ status: 204, headers: cors })
    const body = status === 201 ? { id: '0123456789abcdef' } : { code: 'unauthorized', message: 'unauthorized access' }
    return route.fulfill({ status, headers: cors, json: body })
  })
  await reader.write(writing)
  await page.getByRole('button', { name: 'Tasks', exact: true }).click()
  const create = async (): Promise<void> => {
    await drawer(page).getByRole('button', { name: 'Export collect for InfluxDB' }).click()
    await page.getByRole('menuitem', { name: /^Create on/ }).click()
  }
  await create()
  await expect(drawer(page).getByRole('alert')).toContainText('it answered 401: unauthorized access')
  status = 201
  await create()
  await expect(drawer(page).getByRole('status')).toContainText('as task 0123456789abcdef')
  expect(await page.evaluate(() => JSON.stringify(localStorage))).not.toContain('secret')

  await reader.write(
    writing.replace('bucket: "metrics"', 'bucket: "metrics", host: "http://h", org: "o", token: "hush"'),
  )
  await drawer(page).getByRole('button', { name: 'Export collect for InfluxDB' }).click()
  const downloading = page.waitForEvent('download')
  await page.getByRole('menuitem', { name: 'Download the .flux file' }).click()
  const file = await downloading
  expect(file.suggestedFilename()).toBe('collect.flux')
  const text = readFileSync(await file.path(), 'utf8')
  expect(text).toContain('option task = {name: "collect", every: 1s}')
  expect(text).not.toContain('hush')
  await expect(drawer(page).getByRole('status')).toContainText('give InfluxDB the secret TOKEN')
})

test('what a server could not take waits, through a reload, without its token', async ({ reader }) => {
  const { page } = reader
  const server = await influxServer('metrics')
  const busy = { status: 503, body: '{"code":"unavailable","message":"busy"}' }
  server.fail('/api/v2/write', ...Array(500).fill(busy))
  await reader.open()
  await reader.write(
    writing
      .replace('every: 1s', 'every: 2s')
      .replace('bucket: "metrics"', `bucket: "metrics", host: "${server.url}", org: "${ORG}", token: "${TOKEN}"`),
  )
  await page.getByRole('button', { name: 'Tasks', exact: true }).click()
  await drawer(page).getByRole('button', { name: 'Start task' }).click()
  await expect(drawer(page)).toContainText('1 line for metrics')
  await drawer(page)
    .getByRole('button', { name: /^collect/ })
    .click()
  await drawer(page).getByRole('button', { name: 'Pause' }).click()
  await expect(drawer(page).getByRole('button', { name: /^collect/ })).toContainText('paused')
  await page.reload()
  await page.getByRole('button', { name: 'Tasks', exact: true }).click()
  await expect(drawer(page)).toContainText(/\d+ lines? for metrics/)
  const kept = await page.evaluate(keptLines)
  expect(kept.length).toBeGreaterThan(0)
  expect(JSON.stringify(kept)).not.toContain(TOKEN)

  server.recover('/api/v2/write')
  await drawer(page)
    .getByRole('button', { name: /^collect/ })
    .click()
  await drawer(page).getByRole('button', { name: 'Run now' }).click()
  await expect(runs(page).first()).toContainText('done')
  await runs(page).first().click()
  await expect(runs(page).first()).toContainText('kept from earlier')
  await expect(drawer(page)).not.toContainText('for metrics')
  const [bucket] = await server.store.list()
  const range = { start: 0n, stop: 2n ** 62n }
  const { times } = await server.store.read(bucket.id, range, null, new AbortController().signal)
  expect(times.length).toBeGreaterThan(0)
  await server.stop()
})

/** Runs in the page: the lines that its database keeps. */
async function keptLines(): Promise<readonly string[]> {
  const database = await new Promise<IDBDatabase>(resolve => {
    const asked = indexedDB.open('flux-tasks')
    asked.onsuccess = () => resolve(asked.result)
  })
  const all = await new Promise<Array<{ lines: string[] }>>(resolve => {
    const asked = database.transaction('kept').objectStore('kept').getAll()
    asked.onsuccess = () => resolve(asked.result)
  })
  database.close()
  return all.flatMap(one => one.lines)
}
