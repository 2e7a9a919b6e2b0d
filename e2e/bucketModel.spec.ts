// The store of buckets on a real IndexedDB, held against the naive model its unit tests have.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { build, preview } from 'vite'

test('two stores on one IndexedDB hold what a model holds', async ({ page }) => {
  const outDir = mkdtempSync(join(tmpdir(), 'flux-model-'))
  const common = {
    configFile: false,
    root: join(import.meta.dirname, 'bucketModel'),
    logLevel: 'error',
    base: './',
  } as const
  await build({ ...common, build: { outDir, target: 'es2022' } })
  const server = await preview({ ...common, build: { outDir }, preview: { host: '127.0.0.1', port: 0 } })
  try {
    await page.goto(server.resolvedUrls!.local[0])
    const told = await page.evaluate(() => (window as unknown as { held(runs: number): Promise<string> }).held(25))
    expect(told).toBe('25 runs')
  } finally {
    await server.close()
    rmSync(outDir, { recursive: true })
  }
})
