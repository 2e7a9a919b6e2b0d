// What a workload of the bench is: a name, what is known of it elsewhere, and variants that compute the same answer.

/** Rows and the sum of one column: what every variant of a workload must agree in. */
export type Checksum = readonly [rows: number, sum: number]

export interface Variant {
  readonly name: string
  /** What is timed. */
  run(): unknown
  /** Reads the result of a run, outside the time; without it nothing is compared. */
  check?(result: unknown): Checksum
}

export interface Workload {
  readonly name: string
  /** How many of `unit` one run takes in. */
  readonly size: number
  readonly unit: 'row' | 'byte' | 'table' | 'line'
  /** Milliseconds this project aims at in Chromium. */
  readonly target?: number
  /** Milliseconds the reference engine took for it, once, warm, on the machine the targets were set on. */
  readonly reference?: number
  /** The first variant is ours; the others are ratios to it. Data is made here, so that it can go afterwards. */
  variants(tools: Tools): Promise<readonly Variant[]>
}

/** A table of DuckDB's answer. */
export interface DuckTable {
  readonly numRows: number
  getChild(name: string): { toArray(): ArrayLike<number | bigint> } | null
}

export interface Duck {
  /** Makes a table of an Arrow stream. */
  load(name: string, ipc: Uint8Array): Promise<void>
  /** Makes a file that SQL can read. */
  file(name: string, bytes: Uint8Array): Promise<void>
  query(sql: string): Promise<DuckTable>
}

/** The published checker. */
export interface OfficialChecker {
  parse(text: string): unknown
  /** What its language server says when a document is opened. */
  diagnostics(text: string): Promise<readonly { readonly severity: number }[]>
}

/** What differs between the places a bench runs in. Each is made when it is first asked for. */
export interface Tools {
  duck(): Promise<Duck>
  official(): Promise<OfficialChecker>
  /** Collects garbage, so that a workload does not pay for the one before. */
  collect(): void
}
