import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { examples } from '../../examples/index.ts'
import type { Recording } from '../../workers/protocol.ts'
import type { Variables } from '../state/variables.ts'
import { linkTo, readLink, recordedLink } from './codec.ts'

interface Golden {
  readonly tag: string
  readonly hash: string
  readonly text: string
  readonly variables?: Variables
  readonly recording?: Omit<Recording, 'times'> & { readonly times: readonly string[] }
}
const golden = JSON.parse(readFileSync(join(import.meta.dirname, 'testdata/links.json'), 'utf8')) as Golden[]

const hashOf = (text: string): string => {
  const packed = linkTo(text)
  if (!('hash' in packed)) throw new Error('too long')
  return packed.hash
}

describe('links', () => {
  test('hold any script', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), text => {
        expect(readLink(hashOf(text))).toEqual({ kind: 'script', text })
      }),
    )
  })

  // Made when each tag was made; a failure means that links people have would no longer open.
  test.each(golden)('of the tag $tag stay readable', ({ hash, text, variables, recording }) => {
    const linked = {
      ...(variables && { variables }),
      ...(recording && { recording: { ...recording, times: recording.times.map(BigInt) } }),
    }
    expect(readLink(hash)).toEqual({ kind: 'script', text, ...linked })
  })

  test.each(golden)('are packed today as when the tag $tag was made', ({ hash, text, variables, recording }) => {
    const packed = recording
      ? recordedLink(text, variables ?? null, { ...recording, times: recording.times.map(BigInt) })
      : linkTo(text, variables)
    expect(packed).toEqual({ hash })
  })

  test('with data that are not as the page packs them are damaged', () => {
    const answer = { method: 'GET', url: 'a', shown: 'a', status: 200, statusText: 'OK', type: '', text: '' }
    const whole = { times: ['1'], random: [0.5], answers: [answer], files: [] }
    const wrong = [
      { ...whole, times: [1] },
      { ...whole, times: ['1e9'] },
      { ...whole, times: ['9'.repeat(20)] },
      { ...whole, random: ['0'] },
      { ...whole, random: [2] },
      { ...whole, answers: [{ ...answer, text: 5 }] },
      { ...whole, answers: [{ ...answer, status: 'ok' }] },
      { ...whole, answers: null },
      { ...whole, files: [null] },
    ]
    const read = (recording: unknown) => {
      // what a stranger packs is under no type
      const packed = recordedLink('1', null, {
        times: [],
        ...(recording as object),
        toJSON: () => recording,
      } as unknown as Recording)
      return 'hash' in packed ? readLink(packed.hash) : packed
    }
    for (const one of wrong) expect(read(one)).toMatchObject({ kind: 'damaged' })
  })

  test('are short for scripts as the documentation writes them', () => {
    const documented = 'import "experimental/prometheus"\n\nprometheus.scrape(url: "http://localhost:8086/metrics")\n'
    expect(hashOf(documented).length).toBeLessThan(44)
    const sum = (lengthOf: (text: string) => number): number => examples.reduce((n, { text }) => n + lengthOf(text), 0)
    expect(sum(text => hashOf(text).length)).toBeLessThan(0.7 * sum(text => text.length))
  })

  test('that are damaged say so and never give another script', () => {
    const { text } = examples[1]
    const whole = hashOf(text)
    fc.assert(
      fc.property(fc.nat({ max: whole.length - 5 }), fc.constantFrom('A', 'z', '-', '!', '%', ''), (at, piece) => {
        const hash = whole.slice(0, 4 + at) + piece + whole.slice(5 + at)
        const read = readLink(hash)
        // The last character may have bits that stand for nothing.
        if (read.kind === 'script') expect(read.text).toBe(text)
        else expect(read.kind).toBe('damaged')
      }),
    )
    expect(readLink(whole.slice(0, -6)).kind).toBe('damaged')
  })

  test('of other kinds name what is wrong', () => {
    expect(readLink('')).toEqual({ kind: 'none' })
    expect(readLink('#')).toEqual({ kind: 'none' })
    expect(readLink('#f9:abc')).toMatchObject({ kind: 'damaged', why: expect.stringContaining('f9') })
    expect(readLink('#top')).toMatchObject({ kind: 'damaged' })
  })

  test('over 1 MB are refused both ways', () => {
    expect(linkTo('x'.repeat(1_000_001))).toEqual({ tooLong: 1_000_001 })
    expect(readLink(hashOf('x'.repeat(1_000_000)))).toMatchObject({ kind: 'script' })
  })
})
