// The widths of the columns of each schema, worked out when one of its tables is drawn.
import { useMemo, useReducer, useState } from 'react'
import { kindOf } from '../../tables/index.ts'
import type { ColumnInfo, Directory } from '../../workers/protocol.ts'
import { type DisplayZone, UTC } from '../zone.ts'
import { characterWidth } from './characterWidth.ts'
import type { Columns } from './columns/useColumns.ts'
import { columnWidths, fittingWidth, type Widths } from './columnWidths.ts'

export interface SchemaWidths {
  of(schema: number): Widths
  /** Characters of a value that was drawn; `column` is its place in the frame. */
  seen(schema: number, column: number, characters: number): void
  /** The width at which no value drawn so far is cut, in pixels. */
  fitting(label: string): number
}

export function useWidths(directory: Directory, columns: Columns, zone: DisplayZone, available: number): SchemaWidths {
  const [wide] = useState(() => new Map<number, number[]>())
  const [grown, grow] = useReducer((n: number) => n + 1, 0)
  const charWidth = characterWidth()
  /** What an offset needs more than the `Z` that the sample has. */
  const more = zone.name === UTC ? 0 : 5
  // biome-ignore lint/correctness/useExhaustiveDependencies: `grown` counts the changes of `wide`
  return useMemo(() => {
    const known = new Map<number, Widths>()
    const { schemas } = directory
    return {
      of(schema) {
        const found = known.get(schema)
        if (found) return found
        const drawn = columns.of(schemas[schema])
        const seen = drawn.map(c => Math.max(wide.get(schema)?.[c.at] ?? 0, isTime(c.info) ? c.info.width + more : 0))
        const given = drawn.map(c => columns.width(c.info.label))
        const widths = columnWidths(drawn.map(c => c.info), seen, available, charWidth, given) // biome-ignore format: one call
        known.set(schema, widths)
        return widths
      },
      seen(schema, column, characters) {
        const list = wide.get(schema) ?? []
        wide.set(schema, list)
        if ((list[column] ?? 0) >= characters) return
        list[column] = characters
        const info = schemas[schema].columns[column]
        // numbers are never cut, so their columns grow with them
        if (info.numeric && characters > info.width) grow()
      },
      fitting: label =>
        schemas.reduce((most, { columns: own }, schema) => {
          const at = own.findIndex(c => c.label === label)
          return at < 0 ? most : Math.max(most, fittingWidth(own[at], wide.get(schema)?.[at] ?? 0, charWidth))
        }, 0),
    }
  }, [directory, columns, more, available, charWidth, wide, grown])
}

const isTime = ({ type, width }: ColumnInfo): boolean => width > 0 && kindOf(type).csvType.startsWith('dateTime')
