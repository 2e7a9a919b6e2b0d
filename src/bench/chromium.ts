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

export interface Spread {
  readonly least: number
  readonly median: number
  readonly most: number
}

/** The sorts of first uses the page knows. */
const firstUses = ['warm', 'cold', 'engine']

export interface ChromiumBench {
  readonly version: string
  measure(part: string, each: (measured: Measured) => void): Promise<void>
  /** What first uses of each sort took, in so many fresh pages. */
  cold(times: number): Promise<ReadonlyMap<string, Spread>>
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
      const found = new Map<string, number[]>()
      const note = (figures: Readonly<Record<string, number>>): void => {
        for (const [what, figure] of Object.entries(figures)) found.set(what, [...(found.get(what) ?? []), figure])
      }
      for (let i = 0; i < times; i++)
        for (const use of firstUses)
          await listen(browser, `${address}?cold=${use}`, message => {
            if ('cold' in message) note(message.cold)
            return 'cold' in message
          })
      return new Map([...found].map(([what, figures]) => [what, spread(figures)]))
    },
    async close() {
      await browser.close()
      await server.close()
      rmSync(outDir, { recursive: true })
    },
  }
}

function spread(figures: readonly number[]): Spread {
  const sorted = figures.toSorted((a, b) => a - b)
  return { least: sorted[0], median: sorted[sorted.length >> 1], most: sorted[sorted.length - 1] }
}

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
