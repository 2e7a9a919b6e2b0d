// Every recorded script whose members all exist answers what the reference engine answered, but for what a `differs`
// text covers. `npm run corpus` prints more of each.
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { judgeAll, ofKind } from './corpusRun.ts'

const corpus = join(import.meta.dirname, 'corpus')
const topics = readdirSync(corpus, { withFileTypes: true }).flatMap(e => (e.isDirectory() ? [e.name] : []))

describe('recorded answers', () => {
  let ran = 0

  test.each(topics)('%s', { timeout: 30_000 }, async topic => {
    const judged = await judgeAll(join(corpus, topic))
    ran += judged.length - ofKind(judged, 'ineligible').length
    expect(ofKind(judged, 'failed').map(({ name, verdict }) => `${name}: ${verdict.difference}`)).toEqual([])
  })

  test('nearly all of them can run', () => expect(ran).toBeGreaterThanOrEqual(1700))
})
