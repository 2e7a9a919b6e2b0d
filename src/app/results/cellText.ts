// A value as it is drawn: the text itself, what is muted in it, and what would be invisible made visible.
import { type Column, isNullAt, kindOf, valueAt } from '../../tables/index.ts'
import { formatTimeFull, Time } from '../../values/index.ts'
import type { DisplayZone } from '../zone.ts'

export interface CellText {
  readonly kind: 'value' | 'null' | 'empty'
  /** What a copy of the cell gives: annotated CSV's text, empty for null. */
  readonly plain: string
  /** Drawn in full strength. */
  readonly text: string
  /** Drawn muted behind it: the trailing zeros of a time's fraction. */
  readonly zeros: string
  /** Drawn behind those: the time's zone. */
  readonly end: string
  /** Blanks at either end of a text, drawn as marks. */
  readonly before: string
  readonly after: string
}

const value = (text: string): CellText => ({
  kind: 'value',
  plain: text,
  text,
  zeros: '',
  end: '',
  before: '',
  after: '',
})

export const nullCell: CellText = { ...value('null'), kind: 'null', plain: '' }
export const emptyCell: CellText = { ...value('""'), kind: 'empty', plain: '' }

/** Everything that is drawn of it. */
export const drawnText = ({ before, text, zeros, end, after }: CellText): string => before + text + zeros + end + after

/** How many characters are drawn of it. */
export function lengthOf({ before, text, zeros, end, after }: CellText): number {
  return before.length + text.length + zeros.length + end.length + after.length
}

export const isCut = (cell: CellText, room: number): boolean => lengthOf(cell) > room

/** The value cut in the middle to so many characters. */
export function cutCell(cell: CellText, room: number): CellText {
  return { ...value(cutInMiddle(drawnText(cell), room)), plain: cell.plain }
}

/** A text cut in the middle to so many characters; of a long one only both ends are looked at. */
export function cutInMiddle(text: string, room: number): string {
  if (text.length <= room) return text
  const ends = 2 * room + 2
  const letters = Array.from(text.length > 4 * room ? text.slice(0, ends) + text.slice(-ends) : text)
  if (letters.length <= room) return text
  const tail = Math.floor((room - 1) / 2)
  const head = room - 1 - tail
  return `${letters.slice(0, head).join('')}…${tail > 0 ? letters.slice(-tail).join('') : ''}`
}

/** Times are drawn in the zone; a copy has them in UTC. */
export function cellText(column: Column, slot: number, zone: DisplayZone): CellText {
  if (isNullAt(column, slot)) return nullCell
  const stored = valueAt(column, slot)
  if (stored instanceof Time) return timeText(stored.ns, zone)
  const plain = kindOf(column.type).text(column, slot)
  return typeof stored === 'string' ? stringText(plain) : value(plain)
}

function timeText(ns: bigint, zone: DisplayZone): CellText {
  const [whole, end] = [zone.full(ns), zone.offset(ns)]
  const clock = whole.slice(0, whole.length - end.length)
  const zeros = (/0*$/.exec(clock) ?? [''])[0]
  return { ...value(formatTimeFull(ns)), text: clock.slice(0, clock.length - zeros.length), zeros, end }
}

export function stringText(plain: string): CellText {
  if (plain === '') return emptyCell
  const text = plain.replaceAll(/[\n\r\t]/g, c => (c === '\n' ? '⏎' : c === '\r' ? '␍' : '⇥'))
  const inner = text.trim()
  if (inner === text) return { ...value(text), plain }
  const start = text.length - text.trimStart().length
  const marks = (blanks: string): string => blanks.replaceAll(/\s/g, '·')
  return { ...value(inner), plain, before: marks(text.slice(0, start)), after: marks(text.slice(start + inner.length)) }
}
