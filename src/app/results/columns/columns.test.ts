// What is drawn of many columns, and the words for what a reader has changed.
import { expect, test } from 'vitest'
import { columnWidths } from '../columnWidths.ts'
import { changesText } from './changesText.ts'
import { columnSpan } from './columnSpan.ts'

const widthsOf = (columns: readonly number[]) => ({ columns, total: columns.reduce((a, b) => a + b, 0), overflows: true, room: columns.map(() => null) }) // biome-ignore format: one record

test('a few columns are all drawn', () => {
  expect(columnSpan(widthsOf([50, 60]), 0, 20)).toEqual({
    cells: [0, 1],
    row: { gridTemplateColumns: '50px 60px', width: 110 },
    jumps: null,
  })
})

test('of ten thousand columns the first and those on screen are drawn, at their places', () => {
  const widths = widthsOf(Array.from({ length: 10_000 }, () => 100))
  const start = columnSpan(widths, 0, 500)
  expect([start.cells[0], start.cells.at(-1), start.jumps]).toEqual([0, 9, null])
  const far = columnSpan(widths, 480_000, 500)
  expect(far.cells.length).toBeLessThan(16)
  expect([far.cells[0], far.cells[1], far.jumps]).toEqual([0, 4797, 4797])
  const [first, gap] = String(far.row.gridTemplateColumns).split(' ').map(parseFloat)
  expect(first + gap).toBe(479_700)
  expect(far.row.width).toBe(1_000_000)
})

test('what was changed, in words', () => {
  expect(changesText([], [], false)).toBe(null)
  expect(changesText([{ label: 'v', descending: true }], ['a', 'b'], true)).toBe('Sorted by v, down; 2 columns hidden; columns moved') // biome-ignore format: one line
})

test('a width that was given holds, and the others share the rest', () => {
  const column = { type: 'string', key: false, numeric: false, width: 5 } as const
  const { columns, room } = columnWidths([{ ...column, label: 'a' }, { ...column, label: 'b' }], [], 500, 10, [undefined, 60]) // biome-ignore format: one call
  expect(columns).toEqual([440, 60])
  expect(room[1]).toBe(4)
})
