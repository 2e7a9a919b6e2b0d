// Who frames the page is read from the windows around it.
import { describe, expect, test } from 'vitest'
import { type Framed, frameOf } from './frame.ts'

interface Around {
  readonly origin: string
  readonly closed?: boolean
}

/** A page of `https://flux.example` within the windows given, the outermost last. */
function framed(search: string, ...around: readonly Around[]): Framed {
  const windows = [{ origin: 'https://flux.example' }, ...around].map(({ origin, closed }: Around) => ({
    get location() {
      if (closed) throw new DOMException('Blocked', 'SecurityError')
      return { origin, search }
    },
  })) as { self?: unknown; top?: unknown; parent?: unknown }[]
  for (const [i, one] of windows.entries()) {
    one.self = one
    one.top = windows[windows.length - 1]
    one.parent = windows[i + 1] ?? one
  }
  return windows[0] as Framed
}

const own = { origin: 'https://flux.example' }
const other = { origin: 'https://other.example', closed: true }

describe('the frame of the page', () => {
  test('on its own it is whole, unless the address asks for the small page', () => {
    expect(frameOf(framed(''))).toEqual({ embedded: false, foreign: false, view: 'split', theme: null })
    expect(frameOf(framed('?embed=1&view=results&theme=dark'))).toEqual({
      embedded: true,
      foreign: false,
      view: 'results',
      theme: 'dark',
    })
  })

  test('another site is seen whatever the address says, and however deep it frames', () => {
    expect(frameOf(framed('', other))).toMatchObject({ embedded: true, foreign: true })
    expect(frameOf(framed('?embed=0', own, other))).toMatchObject({ embedded: true, foreign: true })
    expect(frameOf(framed('', { origin: 'https://other.example' }))).toMatchObject({ foreign: true })
    expect(frameOf(framed('?embed=1', own, own))).toMatchObject({ embedded: true, foreign: false })
  })

  test('words it does not know are passed over', () => {
    expect(frameOf(framed('?view=all&theme=blue'))).toMatchObject({ view: 'split', theme: null })
  })
})
