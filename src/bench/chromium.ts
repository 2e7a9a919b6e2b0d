// Drives the bench in Chromium: the page is built as the real one is, served from here, and opened with what a bench
// needs of a browser: a fine clock (cross-origin isolation), a collector to call and exact sizes of the heap.
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, chromium } from '@playwright/test'
import { build, preview } from 'vite'
import type { Measured } from './harness.ts'

type Message =
  | { readonly measured: Measured }
  | { readonly cold: Readonly<Record<string, number>> }
  | { readonly done: true }
  | { readonly failed: string }

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--enable-precise-memory-info',
  '--js-flags=--expose-gc --max-old-space-size=8000',
]
const installed = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

export interface ChromiumBench {
  readonly version: string
  measure(part: string, each: (measured: Measured) => void): Promise<void>
  /** Medians of so many fresh browsers' first uses. */
  cold(times: number): Promise<Record<string, number>>
  close(): Promise<void>
}

export async function chromiumBench(): Promise<ChromiumBench> {
  const outDir = mkdtempSync(join(tmpdir(), 'flux-bench-'))
  const root = join(import.meta.dirname, 'page')
  const common = { configFile: false, root, logLevel: 'error', base: './' } as const
  await build({ ...common, worker: { format: 'es' }, build: { outDir, target: 'es2022' } })
  const headers = { 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp' }
  const server = await preview({ ...common, build: { outDir }, preview: { host: '127.0.0.1', port: 0, headers } })
  const address = server.resolvedUrls!.local[0]
  const executablePath = process.env.CHROMIUM_PATH ?? installed.find(existsSync)
  const browser = await chromium.launch({ executablePath, args: flags })
  return {
    version: browser.version(),
    measure: (part, each) =>
      listen(browser, `${address}?name=${encodeURIComponent(part)}`, message => {
        if ('measured' in message) each(message.measured)
        return 'done' in message
      }),
    async cold(times) {
      const found: Array<Readonly<Record<string, number>>> = []
      for (let i = 0; i < times; i++)
        await listen(browser, `${address}?cold`, message => {
          if ('cold' in message) found.push(message.cold)
          return 'cold' in message
        })
      return Object.fromEntries(Object.keys(found[0]).map(key => [key, median(found.map(f => f[key]))]))
    },
    async close() {
      await browser.close()
      await server.close()
      rmSync(outDir, { recursive: true })
    },
  }
}

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1]

/** Opens the page without anything cached and takes its messages until one is the last. */
async function listen(browser: Browser, address: string, receive: (message: Message) => boolean): Promise<void> {
  const context = await browser.newContext()
  const page = await context.newPage()
  try {
    await new Promise<void>((resolve, reject) => {
      page.on('pageerror', reject)
      page
        .exposeFunction('report', (message: Message) => {
          if ('failed' in message) reject(new Error(message.failed))
          else if (receive(message)) resolve()
        })
        .then(() => page.goto(address))
        .catch(reject)
    })
  } finally {
    await context.close()
  }
}
