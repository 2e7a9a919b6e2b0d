// What crosses between the page and its workers: one typed interface a worker, and the shapes its calls carry. Spans
// are UTF-16 offsets into the script that was sent.
import type { ColumnType } from '../tables/index.ts'

export interface TextEdit {
  readonly from: number
  readonly to: number
  readonly text: string
}

export interface Fix {
  readonly title: string
  readonly edits: readonly TextEdit[]
}

/** Something to say about a place in the script. */
export interface Problem {
  readonly code: string
  readonly severity: 'error' | 'warning' | 'information' | 'hint'
  readonly from: number
  readonly to: number
  readonly message: string
  readonly notes?: readonly string[]
  readonly related?: readonly { readonly from: number; readonly to: number; readonly message: string }[]
  readonly fixes?: readonly Fix[]
}

/** A way on from an address that could not be read, or from a bucket that is not there. */
export type WayOn = 'paste' | 'proxy' | 'open' | 'bucket'

/** Why a run stopped. */
export interface Failure extends Problem {
  readonly advice?: { readonly ways?: readonly WayOn[]; readonly url?: string; readonly bucket?: string }
}

/** The local proxy, when the page is served by one (src/serve). */
export interface ProxyAccess {
  readonly base: string
  readonly token: string
  /** The only origins it reads. */
  readonly origins: readonly string[]
}

export interface RunRequest {
  readonly text: string
  readonly proxy: ProxyAccess | null
  /** Texts a reader pasted in place of what an address would have answered. */
  readonly pasted: readonly { readonly url: string; readonly text: string }[]
}

export interface RunProgress {
  readonly tables: number
  readonly rows: number
  readonly stage: string
}

/** What one `|>` of the script did; the span is that of its call. */
export interface StageCount {
  readonly id: string
  readonly name: string
  readonly from: number
  readonly to: number
  readonly tables: number
  readonly rows: number
  readonly ms: number
}

export interface ResultCount {
  /** The name given by `yield`. */
  readonly name: string
  readonly tables: number
  readonly rows: number
}

export interface RunSummary {
  /** What is wrong with the script; with an error among them nothing has run. */
  readonly problems: readonly Problem[]
  /** In script order; after a failure those that were finished before it. */
  readonly results: readonly ResultCount[]
  readonly stages: readonly StageCount[]
  readonly notices: readonly Problem[]
  readonly failure: Failure | null
  /** In the worker, network included. */
  readonly ms: number
}

export interface ColumnInfo {
  readonly label: string
  readonly type: ColumnType
  readonly key: boolean
  /** Drawn at the right end of a cell. */
  readonly numeric: boolean
  /** Characters that a sample of its values needs; later values may need more. */
  readonly width: number
}

/** What the tables of one frame have in common. */
export interface Schema {
  /** In the engine's order. */
  readonly columns: readonly ColumnInfo[]
  /** In the key's order. */
  readonly key: readonly string[]
}

/** The tables of a result without their rows. */
export interface Directory {
  readonly schemas: readonly Schema[]
  /** For each table of the stream its schema. */
  readonly schemaOf: Int32Array
  /** For each table of the stream its number of rows. */
  readonly rowsOf: Int32Array
  /** Group-key values that every table has, in the order of the first table's key. */
  readonly shared: readonly { readonly label: string; readonly text: string }[]
}

export type PackedColumn = {
  readonly label: string
  readonly type: ColumnType
  readonly extent: 'row' | 'group' | 'constant'
  readonly values: ArrayBufferView
  readonly nulls: Uint8Array | null
  /** The texts the codes of a string column stand for. */
  readonly texts: readonly string[] | null
}

export interface PackedFrame {
  readonly columns: readonly PackedColumn[]
  readonly key: readonly string[]
  readonly offsets: Int32Array
}

/** Frames of the rows asked for: each range is one table of one of the frames. */
export interface PackedPage {
  readonly frames: readonly PackedFrame[]
  /** For each range the frame and the table in it. */
  readonly places: Int32Array
}

/** Rows `from`…`to` of tables of the stream, three numbers a range: table, from, to. */
export type RowRanges = Int32Array

export interface RunService {
  /** Reports RunProgress. One run a worker. */
  run(request: RunRequest, context: { progress(value: unknown): void; signal: AbortSignal }): Promise<RunSummary>
  directory(args: { readonly result: number }): Directory
  rows(args: { readonly result: number; readonly ranges: RowRanges }): PackedPage
  /** The tables that have the text in a group-key value or a cell, without regard to case. */
  find(args: { readonly result: number; readonly text: string }): Int32Array
  /** Annotated CSV; of one result, or of all when `result` is null. Cut at a line end once `limit` bytes are reached. */
  csv(args: { readonly result: number | null; readonly limit: number }): Promise<{ blob: Blob; whole: boolean }>
}

export interface LanguageService {
  analyze(args: { readonly text: string }): Promise<readonly Problem[]>
}

/** Sent once by a worker that is ready for calls. */
export const readyMessage = { kind: 'ready' } as const
