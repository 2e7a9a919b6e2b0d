import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { examples } from '../../examples/index.ts'
import { standardVariables } from '../state/variables.ts'
import { linkTo, readLink } from './codec.ts'

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

  test('of old pages stay readable: the tag f1 is frozen', () => {
    // Made when the tag was made; a failure means that links people have would no longer open.
    expect(readLink(FROZEN)).toEqual({ kind: 'script', text: 'import "array"\n\narray.from(rows: [{v: 1}])\n' })
  })

  test('carry the variables of a dashboard: the tag f2 is frozen too', () => {
    const variables = { ...standardVariables, start: '-6h', own: [{ name: 'host', value: '"a"' }] }
    const packed = linkTo('from(bucket: v.defaultBucket)', variables)
    expect('hash' in packed && readLink(packed.hash)).toEqual({
      kind: 'script',
      text: 'from(bucket: v.defaultBucket)',
      variables,
    })
    expect(readLink(FROZEN_2)).toEqual({ kind: 'script', text: 'from(bucket: v.defaultBucket)', variables })
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

const FROZEN = '#f1:Q-i5Q2t1cyElXGiarQaWUoa1QGMB'

const FROZEN_2 =
  '#f2:f_JJq1YqSa0oUbJSQilmyvSgjTwnsICmkg6w3i7KBJdMSlbVwH4BqI62UtI1A6ZXIA9YT1sBk2-5BkglpAmlZJVXmpOjowTNV1YYGU0JmLKUrKKrlUBZFCgPrrtB9oCKfyulGKXEGCWl2tjaWgA'
