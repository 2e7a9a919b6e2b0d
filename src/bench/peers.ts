// The libraries a reader might use instead, as variants: arquero and DuckDB compiled to WASM, fed with the same arrays.
import { type ColumnTable, table } from 'arquero'
import type { Checksum, Duck, DuckTable, Tools, Variant } from './workload.ts'

type Columns = Readonly<Record<string, ArrayLike<unknown>>>

export function textsOf(codes: Int32Array, texts: readonly string[]): string[] {
  return Array.from(codes, code => texts[code])
}

export interface Peers {
  /** A transformation of arquero's tables, checked by a column of what it leaves. */
  arquero(change: (tables: Record<string, ColumnTable>) => ColumnTable, column: string): Variant
  /** A query of DuckDB's, its answer delivered as an Arrow table. */
  duckdb(sql: string, column: string): Variant
}

/** Gives both the tables of a workload, by name. */
export async function peersOf(tools: Tools, data: Readonly<Record<string, Columns>>): Promise<Peers> {
  const tables = Object.fromEntries(Object.entries(data).map(([name, columns]) => [name, table({ ...columns })]))
  const duck = await tools.duck()
  for (const [name, each] of Object.entries(tables)) await duck.load(name, each.toArrowIPC({ format: 'stream' })!)
  return {
    arquero: (change, column) => ({
      name: 'arquero',
      run: () => change(tables),
      check: result => {
        const left = result as ColumnTable
        return [left.numRows(), sumOf(left.array(column) as ArrayLike<number>)]
      },
    }),
    duckdb: (sql, column) => duckdb(duck, sql, column),
  }
}

export function duckdb(duck: Duck, sql: string, column: string): Variant {
  return {
    name: 'duckdb-wasm',
    run: () => duck.query(sql),
    check: result => checksumOfDuck(result as DuckTable, column),
  }
}

function checksumOfDuck(answer: DuckTable, column: string): Checksum {
  return [answer.numRows, sumOf(answer.getChild(column)!.toArray())]
}

export function sumOf(values: ArrayLike<number | bigint>): number {
  let sum = 0
  for (let i = 0; i < values.length; i++) sum += Number(values[i])
  return sum
}
