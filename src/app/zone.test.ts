// Times as the page writes them in a zone of the reader's choice.
import { expect, test } from 'vitest'
import { clockText, displayZone, zoneNames } from './zone.ts'

const at = (iso: string): bigint => BigInt(Date.parse(iso)) * 1_000_000n

test('all nine digits and the offset, on both sides of a change of the clock', () => {
  const berlin = displayZone('Europe/Berlin')
  expect(berlin.full(at('2024-03-31T00:59:59Z') + 7n)).toBe('2024-03-31T01:59:59.000000007+01:00')
  expect(berlin.full(at('2024-03-31T01:00:00Z'))).toBe('2024-03-31T03:00:00.000000000+02:00')
  expect(berlin.short(at('2024-07-01T00:00:00Z') + 500_000_000n)).toBe('2024-07-01T02:00:00.5+02:00')
})

test('west of Greenwich, by quarters of an hour, and before there were zones', () => {
  expect(displayZone('America/New_York').full(0n)).toBe('1969-12-31T19:00:00.000000000-05:00')
  expect(displayZone('Asia/Kathmandu').offset(at('2024-01-01T00:00:00Z'))).toBe('+05:45')
  expect(displayZone('Europe/Amsterdam').offset(at('1900-01-01T00:00:00Z'))).toMatch(/^\+00:\d\d(:\d\d)?$/)
})

test('UTC is written as the engine writes it, and what no browser knows is UTC', () => {
  expect(displayZone('UTC').full(0n)).toBe('1970-01-01T00:00:00.000000000Z')
  expect(displayZone('Mars/Olympus').name).toBe('UTC')
  expect(displayZone('local').name).not.toBe('local')
})

test('a moment says its offset, and its date where that is another day there', () => {
  const tokyo = displayZone('Asia/Tokyo')
  expect(clockText(at('2024-01-01T14:00:00Z'), at('2024-01-01T16:00:00Z'), tokyo)).toBe('2024-01-01 23:00:00 +09:00')
  expect(clockText(at('2024-01-01T14:00:00Z'), at('2024-01-01T14:30:00Z'), tokyo)).toBe('23:00:00 +09:00')
  expect(clockText(at('2024-01-01T14:00:00Z'), at('2024-01-01T14:30:00Z'), displayZone('UTC'))).toBe('14:00:00 UTC')
})

test('the names a browser knows, each once', () => {
  const names = zoneNames()
  expect(names[0]).toBe('UTC')
  expect(names).toContain('Europe/Berlin')
  expect(new Set(names).size).toBe(names.length)
})
