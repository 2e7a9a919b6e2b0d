// A short slice of `npm run soak`: what is kept does not grow.
import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

test('half a minute of scraping, writing, reading and sweeping keeps memory flat', { timeout: 90_000 }, async () => {
  const script = fileURLToPath(new URL('soak.ts', import.meta.url))
  const { stdout } = await promisify(execFile)(process.execPath, ['--expose-gc', '--import', 'tsx', script, '--seconds', '30']) // biome-ignore format: one call
  expect(stdout).toMatch(/^\d+ rounds in 30 s/)
})
