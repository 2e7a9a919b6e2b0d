// The export file: what is written comes back, and what is damaged is refused with the place.
import { strToU8, zipSync } from 'fflate'
import { expect, test } from 'vitest'
import { type Everything, MANIFEST } from './shape.ts'
import { opened, zipped } from './zipped.ts'

const content: Everything = {
  format: 'flux-playground',
  version: 1,
  at: 1,
  scripts: [{ id: 'x', name: 'mine', changed: 2, text: 'a = "ä"', variables: { start: '-1h', window: null } }],
  history: [{ id: 'r', name: 'mine', text: 'a', at: 3, times: 1, summary: '1 table · 1 row', failed: false, kept: { csv: ',a', at: 4 } }], // biome-ignore format: one record
  settings: { theme: 'dark' },
  connections: [{ name: 'home', host: 'http://localhost:8086', org: 'o' }],
  tasks: [{ name: 't', text: 'option task = {}' }],
  buckets: [{ name: 'b', retention: '0', file: 'buckets/1.lp' }, { name: 'c', retention: '5', file: null }], // biome-ignore format: one list
}
const points = new Map([['buckets/1.lp', strToU8('m f=1 1\n')]])
const manifest = (value: unknown): Uint8Array => zipSync({ [MANIFEST]: strToU8(typeof value === 'string' ? value : JSON.stringify(value)) }) // biome-ignore format: one call

test('comes back as it was', () => {
  const read = opened(zipped(content, points))
  expect(read.content).toEqual(content)
  expect(new TextDecoder().decode(read.files.get('buckets/1.lp'))).toBe('m f=1 1\n')
})

const whole = { ...content, buckets: [] }
const damaged: readonly [what: string, bytes: Uint8Array, why: RegExp][] = [
  ['no zip', strToU8('hello'), /no zip file/],
  ['a part of one', zipped(content, points).slice(0, 200), /no zip file, or only a part/],
  ['another zip', zipSync({ 'a.txt': strToU8('a') }), /no export of this page/],
  ['no JSON', manifest('{'), /is no JSON/],
  ['other JSON', manifest({ format: 'other' }), /no export of this page/],
  ['a later version', manifest({ ...whole, version: 2 }), /version 2, and this page reads up to 1/],
  ['a wrong field', manifest({ ...whole, scripts: [{ ...content.scripts[0], text: 5 }] }), /scripts\.0\.text/],
  ['an id that is a path', manifest({ ...whole, scripts: [{ ...content.scripts[0], id: '../x' }] }), /scripts\.0\.id/],
  ['points that are missing', manifest(content), /points of the bucket b are missing/],
]

test.each(damaged)('%s is refused', (_, bytes, why) => {
  expect(() => opened(bytes)).toThrow(why)
})
