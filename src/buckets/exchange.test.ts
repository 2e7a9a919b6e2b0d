// Lines into buckets and out of them.
import { describe, expect, test } from 'vitest'
import { exportLines, importLines, MemoryStorage } from './index.ts'
import { ALL_TIME } from './merge.ts'
import { pointsOf, readRows, storeAt } from './storesInTests.ts'

async function opened() {
  const { store } = storeAt(new MemoryStorage())
  const { id } = await store.create('b', 0n)
  return { store, id }
}

async function exported(from: Awaited<ReturnType<typeof opened>>) {
  const told: [string, number][] = []
  let text = ''
  const options = {
    range: ALL_TIME,
    signal: new AbortController().signal,
    leftOut: (why: string, count: number) => void told.push([why, count]),
  }
  for await (const piece of exportLines(from.store, from.id, options)) text += piece
  return { text, told }
}

const LINES = `cpu f=1 1
cpu,host=a,zone=b\\ c b=true,f=2.5,i=7i,s="x \\"y\\"",u=18446744073709551615u 1
cpu,host=a,zone=b\\ c f=3 2
cpu,host=a,zone=b\\ c i=8i 3
mem,host=a f=4 -5
`

describe('lines', () => {
  test('go in and come out: one for each time of each set of tags', async () => {
    const made = await opened()
    const { points, told } = await importLines(made.store, made.id, [LINES], { now: 0n })
    expect([points, told]).toEqual([9, []])
    expect(await exported(made)).toEqual({ text: LINES, told: [] })
  })

  test('come in pieces of bytes, cut anywhere', async () => {
    const made = await opened()
    const bytes = new TextEncoder().encode('m,h=é f="ü€😀" 1\nm,h=é g=1')
    const pieces = async function* () {
      for (const byte of bytes) yield Uint8Array.of(byte)
    }
    await importLines(made.store, made.id, pieces(), { now: 9n })
    expect(await readRows(made.store, made.id)).toEqual([
      ['m', 'h=é', 'f', 1n, 'ü€😀'],
      ['m', 'h=é', 'g', 9n, 1],
    ])
  })

  test('a bad one refuses all, or is told and skipped; what the bucket leaves out is told', async () => {
    const made = await opened()
    const text = 'm f=1 1\nm\nm f=2i 2'
    await expect(importLines(made.store, made.id, [text], { now: 0n })).rejects.toThrow(
      "line 2: unable to parse 'm': missing fields",
    )
    expect(await readRows(made.store, made.id)).toEqual([])
    const { told } = await importLines(made.store, made.id, [text], { now: 0n, skipBad: true })
    expect(told).toHaveLength(2)
    expect(told[1]).toContain('field type conflict')
    expect(await readRows(made.store, made.id)).toEqual([['m', '', 'f', 1n, 1]])
  })

  test('what they cannot carry is left out and told', async () => {
    const made = await opened()
    await made.store.write(
      made.id,
      pointsOf([
        ['m', '', 'f', 1n, Number.NaN],
        ['m', '', 'f', 2n, 2],
        ['m', '', 'g', 1n, Number.POSITIVE_INFINITY],
        ['m', 'path=C:\\', 'f', 1n, 1],
      ]),
    )
    const { text, told } = await exported(made)
    expect(text).toBe('m f=2 2\n')
    expect(told).toEqual([
      ['NaN and infinities have no place in a line', 2],
      ['the tag path, "C:\\\\", ends in a backslash', 1],
    ])
  })

  test('an empty bucket has none', async () => {
    const made = await opened()
    expect(await exported(made)).toEqual({ text: '', told: [] })
    expect((await importLines(made.store, made.id, [], { now: 0n })).points).toBe(0)
  })

  test('more points than a segment should have are stored in parts', async () => {
    const made = await opened()
    const lines = function* () {
      for (let at = 0; at < 1_300_000; at += 10_000) {
        let text = ''
        for (let i = at; i < at + 10_000; i++) text += `m${i < 1_200_000 ? '' : ',h=a'} f=1 ${i}\n`
        yield text
      }
    }
    expect((await importLines(made.store, made.id, lines(), { now: 0n })).points).toBe(1_300_000)
    const { offsets, times } = await made.store.read(made.id, ALL_TIME, null, new AbortController().signal)
    expect([...offsets]).toEqual([0, 1_200_000, 1_300_000])
    expect([times[0], times[1_199_999], times[1_299_999]]).toEqual([0n, 1_199_999n, 1_299_999n])
  })
})
