// Tables drawn with characters, as documentation shows them: the group key above each, columns in line.
import { type Column, cell, kindOf } from '../../tables/index.ts'
import { plainText } from './cells.ts'

/** Values longer than this are written whole, and push what follows aside. */
const WIDEST = 120

export interface DrawnTable {
  readonly name: string
  readonly columns: readonly Column[]
  readonly key: readonly Column[]
  readonly table: number
  readonly from: number
  readonly to: number
}

/** A table in pieces of some rows; widths are those of the rows that are drawn first. */
export function* drawTable({ name, columns, key, table, from, to }: DrawnTable): Generator<string> {
  const keyText = key
    .filter(c => c.extent !== 'row' || to > from)
    .map(c => `${c.label}=${plainText(cell(c, table, from))}`)
    .join(' ')
  yield `${name}${keyText === '' ? '' : `: ${keyText}`}\n`
  const numeric = columns.map(c => kindOf(c.type).numeric)
  let widths: readonly number[] = []
  for (let at = from; at === from || at < to; at += PIECE) {
    const rows: string[][] = []
    for (let row = at; row < Math.min(to, at + PIECE); row++) rows.push(columns.map(c => oneLine(plainText(cell(c, table, row))))) // biome-ignore format: one call
    if (at === from) {
      widths = columns.map((c, i) => Math.min(WIDEST, rows.reduce((w, row) => Math.max(w, row[i].length), Math.max(c.label.length, 3)))) // biome-ignore format: one call
      yield line(columns.map(c => c.label), widths, numeric) // biome-ignore format: one call
      yield `| ${widths.map((w, i) => (numeric[i] ? `${'-'.repeat(w - 1)}:` : '-'.repeat(w))).join(' | ')} |\n`
    }
    if (rows.length > 0) yield rows.map(row => line(row, widths, numeric)).join('')
  }
  yield '\n'
}

/** Rows. */
const PIECE = 1000

const oneLine = (text: string): string =>
  text.replaceAll(/[\n\r\t]/g, c => (c === '\n' ? '\\n' : c === '\r' ? '\\r' : '\\t'))

function line(texts: readonly string[], widths: readonly number[], numeric: readonly boolean[]): string {
  return `| ${texts.map((t, i) => (numeric[i] ? t.padStart(widths[i]) : t.padEnd(widths[i]))).join(' | ')} |\n`
}
