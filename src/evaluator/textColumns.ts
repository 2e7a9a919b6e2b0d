// What can be asked of texts over whole columns: a question of one text is asked once a dictionary entry, and compares
// of two columns look at codes.
import { type BoolColumn, Dictionary, type StringColumn } from '../tables/index.ts'
import type { Regexp } from '../values/index.ts'
import { equalCodes, lookUp } from './kernels.ts'
import { binary } from './operators.ts'

/** Texts against one text, which is the same for all. */
export function compareText(operator: string, column: StringColumn, constant: StringColumn): BoolColumn {
  const nothing = constant.nulls !== null
  const text = constant.dict.texts[constant.values[0]]
  if (!nothing && (operator === '==' || operator === '!=')) {
    const values = new Uint8Array(column.values.length)
    const code = Int32Array.of(column.dict.find(text))
    equalCodes(column.values, 1, code, 0, (operator === '!=') as unknown as number, values)
    return { label: '', type: 'bool', extent: column.extent, values, nulls: column.nulls }
  }
  const answers = askEntries(column, entry => !nothing && binary(operator, entry, text, 'rows') === true)
  return nothing ? { ...answers, nulls: new Uint8Array(answers.values.length).fill(1) } : answers
}

export function matchTexts(column: StringColumn, regexp: Regexp, wanted: boolean): BoolColumn {
  return askEntries(column, text => regexp.test(text) === wanted)
}

/** Equality of two columns of one dictionary; false where there is no quick answer. */
export function compareTexts(
  operator: string,
  a: StringColumn,
  sa: number,
  b: StringColumn,
  sb: number,
  out: Uint8Array,
): boolean {
  if ((operator !== '==' && operator !== '!=') || a.dict !== b.dict) return false
  equalCodes(a.values, sa, b.values, sb, (operator === '!=') as unknown as number, out)
  return true
}

/** Up to so many pairs of entries are joined once and remembered by number, more by the text itself. */
const PAIRS = 1_000_000

/** One text after the other, in a dictionary of their own. */
export function joinTexts(
  a: StringColumn,
  sa: number,
  b: StringColumn,
  sb: number,
  size: number,
): Pick<StringColumn, 'type' | 'values' | 'dict'> {
  const [left, right] = [a.dict.texts, b.dict.texts]
  const dict = new Dictionary()
  const values = new Int32Array(size)
  const known = left.length * right.length <= PAIRS ? new Int32Array(left.length * right.length).fill(-1) : null
  for (let i = 0; i < size; i++) {
    const [x, y] = [a.values[i * sa], b.values[i * sb]]
    const pair = x * right.length + y
    if (known === null) values[i] = dict.intern(left[x] + right[y])
    else {
      // null slots of an empty dictionary have no text
      if (known[pair] < 0) known[pair] = dict.intern(`${left[x] ?? ''}${right[y] ?? ''}`)
      values[i] = known[pair]
    }
  }
  return { type: 'string', values, dict }
}

/** A question asked once a dictionary entry: of those that some row uses, where there are many entries. */
function askEntries(column: StringColumn, holds: (text: string) => boolean): BoolColumn {
  const { texts } = column.dict
  const table = new Uint8Array(texts.length)
  const used = 4 * texts.length > column.values.length ? usedCodes(column) : null
  for (let code = 0; code < texts.length; code++)
    if (used === null || used[code] === 1) table[code] = holds(texts[code]) ? 1 : 0
  const values = new Uint8Array(column.values.length)
  lookUp(column.values, table, values)
  return { label: '', type: 'bool', extent: column.extent, values, nulls: column.nulls }
}

function usedCodes({ values, dict }: StringColumn): Uint8Array {
  const used = new Uint8Array(dict.texts.length)
  for (let i = 0; i < values.length; i++) used[values[i]] = 1
  return used
}
