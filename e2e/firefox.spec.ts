// The shortest day of a reader whose browser is Firefox: run, scroll, share, and all of it again without a network.
// Playwright drives a Firefox of its own only; this one is the system's, driven over WebDriver BiDi.
import { existsSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test as base, expect } from '@playwright/test'
import puppeteer, { type Page } from 'puppeteer-core'
import { staticHost, subPath } from './servers.ts'

const firefox = [process.env.FIREFOX_PATH ?? '', '/usr/bin/firefox-esr', '/usr/bin/firefox'].find(existsSync)

declare global {
  interface Window {
    copied?: string
  }
}

interface Away {
  readonly page: Page
  readonly complaints: string[]
  readonly address: string
  /** From here on there is no network: the host is gone. */
  goOffline(): Promise<void>
}

const test = base.extend<{ away: Away }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names a fixture asks for
  away: async ({}, use) => {
    const host = createServer(staticHost)
    await new Promise<void>(resolve => host.listen(0, '127.0.0.1', resolve))
    const browser = await puppeteer.launch({ browser: 'firefox', executablePath: firefox, headless: true })
    const page = await browser.newPage()
    await page.setViewport({ width: 1440, height: 900 })
    // A test may not read the clipboard of this browser, so it looks at what is given to it.
    await page.evaluateOnNewDocument(() => {
      if (location.protocol === 'about:') return
      localStorage.setItem('flux/settings', '{"editor":"plain"}')
      navigator.clipboard.writeText = async text => void (window.copied = text)
    })
    const complaints: string[] = []
    page.on('console', message => void (message.type() === 'error' && complaints.push(message.text())))
    page.on('pageerror', error => complaints.push(String(error)))
    const address = `http://localhost:${(host.address() as AddressInfo).port}${subPath}`
    await use({ page, complaints, address, goOffline: () => close(host) })
    await browser.close()
    await close(host)
  },
})

function close(host: Server): Promise<void> {
  host.closeAllConnections()
  return new Promise(resolve => host.close(() => resolve()))
}

const script = `import "generate"

generate.from(count: 3000, fn: (n) => n, start: 2026-01-01T00:00:00Z, stop: 2026-01-02T00:00:00Z)
    |> map(fn: (r) => ({r with half: r._value / 2}))
`

const countsOf = (page: Page) => page.$$eval('.counts', found => found.map(e => e.textContent).join())

/** As a paste does, so that the page's help for typists stays out of it. */
async function write(page: Page, text: string): Promise<void> {
  await page.$eval(
    '.plain-editor textarea',
    (area, written) => {
      ;(area as HTMLTextAreaElement).select()
      document.execCommand('insertText', false, written)
    },
    text,
  )
}

async function run(page: Page): Promise<void> {
  await page.locator('aria/Run[role="button"]').click()
}

test('run, scroll, share and work offline in Firefox', async ({ away }) => {
  test.skip(firefox === undefined, 'no Firefox here: set FIREFOX_PATH or install firefox-esr')
  test.setTimeout(90_000)
  const { page, complaints, address } = away
  await page.goto(address)

  // the documentation's scrape, from the page's own sample
  await run(page)
  await expect.poll(() => countsOf(page)).toContain('16 tables')

  // a long table is scrolled to its end
  await write(page, script)
  await run(page)
  await expect.poll(() => countsOf(page)).toContain('3,000 rows')
  await page.$eval('.scroll', e => e.scrollTo(0, e.scrollHeight))
  await expect.poll(() => page.$$eval('.card [role=gridcell]', cells => cells.at(-1)?.textContent)).toBe('1499')

  // what a link carries is shown to whoever opens it, and not run
  await page.locator('aria/Copy link').click()
  await expect.poll(() => page.$eval('.status-notice', e => e.textContent)).toContain('Link copied')
  const link = (await page.evaluate(() => window.copied))!
  expect(link).toMatch(/#f\d:/)

  // the whole page is there without its host
  await page.waitForFunction(() => document.body.textContent?.includes('offline ready'), { timeout: 30_000 })
  await away.goOffline()
  await page.reload()
  await write(page, 'import "array"\n\narray.from(rows: [{v: 1}, {v: 2}])\n')
  await run(page)
  await expect.poll(() => countsOf(page)).toContain('1 table · 2 rows')
  expect(complaints).toEqual([])

  // Leaving breaks off the loading of a spare worker, which Firefox complains of; what matters is that this one works.
  await page.goto('about:blank')
  await page.goto(link)
  await expect
    .poll(() => page.$eval('.plain-editor textarea', area => (area as HTMLTextAreaElement).value))
    .toBe(script)
  await run(page)
  await expect.poll(() => countsOf(page)).toContain('3,000 rows')
})
