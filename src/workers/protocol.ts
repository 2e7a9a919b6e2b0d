// What crosses between the page and its workers: one typed interface a worker, and the shapes its calls carry. Spans
// are UTF-16 offsets into the script that was sent.
import type { BucketUsage, MeasurementInfo, RemovedBucket } from '../buckets/index.ts'
import type { ResultFormat } from '../formats/index.ts'
import type { BucketInfo, InfluxServer, Series, SeriesPoints, UnsentRequest } from '../library/index.ts'
import type { ColumnType } from '../tables/index.ts'
import type { InfluxTarget, Task, TaskGrant, TaskRun, TokenTarget, WaitingLines } from '../tasks/index.ts'
import type { ChartService } from './chart/shapes.ts'
import type { CompareService } from './compare/shapes.ts'
import type { PackedPage } from './packShapes.ts'
import type { Recording, RecordingService } from './recording/shapes.ts'
import type { Arranged, SortBy, SortingService } from './sorting/shapes.ts'
import type { StageCount, StageService, TablesOf } from './stages/shapes.ts'

export interface TextEdit {
  readonly from: number
  readonly to: number
  readonly text: string
}

export interface Fix {
  readonly title: string
  readonly edits: readonly TextEdit[]
  /** It very likely mends it. */
  readonly preferred?: boolean
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
export type WayOn = 'paste' | 'proxy' | 'open' | 'bucket' | 'skip'

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

/** What a run may do with a place: an origin, or `buckets` for those kept in this browser. */
export interface Grant {
  readonly place: string
  readonly direction: 'read' | 'write'
}

/** A run waits to hear whether it may. */
export interface Question extends Grant {
  readonly id: number
  /** What the script named. */
  readonly address: string
}

export interface RunRequest {
  readonly text: string
  /** What it may reach without asking; null is everything, for a script of the reader's own. */
  readonly grants: readonly Grant[] | null
  /** Rows that a point cannot be made of are left out with a warning. */
  readonly skipUnwritable: boolean
  /** Endpoints keep their samples from run to run. */
  readonly watched: boolean
  /** The InfluxDB that is to run it; null runs it here. */
  readonly server: InfluxServer | null
  /** What a dashboard would put into `v`, as the text of a record; null where the script has no need of it. */
  readonly variables: string | null
  /** Values for `secrets.get`, by key. */
  readonly secrets: Readonly<Record<string, string>>
  readonly proxy: ProxyAccess | null
  /** Files a reader gave, for `csv.from(file:)`. */
  readonly files: readonly { readonly name: string; readonly text: string }[]
  /** Texts a reader pasted in place of what an address would have answered. */
  readonly pasted: readonly { readonly url: string; readonly text: string }[]
  /** What it would send is told and not sent; buckets kept here are written all the same. */
  readonly dryRun?: boolean
  /** What is answered in the place of the outside: nothing is asked then. */
  readonly recording?: Recording
  /** Set when the script runs as a task. */
  readonly task?: TaskMoment
}

/** A script of the reader's own, run here, with nothing given to it. */
export const plainRun: Omit<RunRequest, 'text'> = {
  grants: null,
  skipUnwritable: false,
  watched: false,
  server: null,
  variables: null,
  secrets: {},
  proxy: null,
  files: [],
  pasted: [],
}

/** What a script that runs as a task is told. */
export interface TaskMoment {
  /** What `now()` is: the time the run is scheduled for. */
  readonly now: bigint
  /** What the last run that ended well was scheduled for. */
  readonly lastSuccess: bigint | null
  /** Nobody looks: nothing is asked, and lines a server does not take are kept. */
  readonly unattended: boolean
}

export interface RunProgress {
  readonly tables: number
  readonly rows: number
  readonly stage: string
}

export interface ResultCount {
  /** The name given by `yield`. */
  readonly name: string
  readonly tables: number
  readonly rows: number
  /** The stage that gave it; not known of what a server ran. */
  readonly stage?: number
}

export interface RunSummary {
  /** What is wrong with the script; with an error among them nothing has run. */
  readonly problems: readonly Problem[]
  /** In script order; after a failure those that were finished before it. */
  readonly results: readonly ResultCount[]
  readonly stages: readonly StageCount[]
  readonly notices: readonly Problem[]
  readonly failure: Failure | null
  /** Of a dry run: what it did not send, in order; of the others null. */
  readonly unsent: readonly UnsentRequest[] | null
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

/** Rows `from`…`to` of tables of the stream, three numbers a range: table, from, to. */
export type RowRanges = Int32Array

export interface RunService extends ChartService, CompareService, RecordingService, SortingService, StageService {
  /** The port of the data worker. */
  connect(args: { readonly data: MessagePort }): void
  /** Answers a question the run put. */
  decide(args: { readonly id: number; readonly allowed: boolean }): void
  /** Reports RunProgress, and a Question where it needs an answer to go on. One run a worker. */
  run(request: RunRequest, context: { progress(value: unknown): void; signal: AbortSignal }): Promise<RunSummary>
  directory(args: { readonly result: TablesOf }): Directory
  /** Ranges of the rows as they stand after the sort. */
  rows(args: { readonly result: TablesOf; readonly ranges: RowRanges; readonly sort: readonly SortBy[] }): PackedPage
  /** The tables that have the text in a group-key value or, unless only `keys` are looked at, in a cell. Case is no matter. */
  find(args: { readonly result: TablesOf; readonly text: string; readonly keys: boolean }): Promise<Int32Array>
  /** One result, or all when `result` is null, as a text. Cut at the end of a piece once `limit` characters are reached. */
  text(args: {
    readonly result: number | null
    readonly format: ResultFormat
    readonly limit: number
    /** Of one result; null is as the engine gave it. */
    readonly arranged: Arranged | null
  }): Promise<{ blob: Blob; whole: boolean }>
}

/** The buckets kept in this browser, as runs use them. */
export interface BucketService {
  list(args: null): Promise<readonly BucketInfo[]>
  /** That of statuses and notifications, made when there is none. */
  system(args: null): Promise<BucketInfo>
  /** The series that may have points in a range, to choose from. */
  series(args: BucketRange): Promise<{ readonly offer: number; readonly series: readonly Series[] }>
  /** The points of a range: of all series, or of those an offer's mask marks. */
  read(args: BucketRange & { readonly chosen: { readonly offer: number; readonly mask: Uint8Array } | null }): Promise<SeriesPoints> // biome-ignore format: one call
  write(args: { readonly bucket: string; readonly points: SeriesPoints }): Promise<readonly string[]>
  /** Adds samples of an endpoint that is watched, and gives all that are kept of their series. */
  remember(args: { readonly url: string; readonly samples: SeriesPoints }): SeriesPoints
}

export interface BucketRange {
  /** Its id. */
  readonly bucket: string
  readonly start: bigint
  readonly stop: bigint
}

/** What a run worker finds at the other end of its channel. */
export interface RunPort extends BucketService {
  /** Writes the lines of a task, after those that wait for the same server. */
  writeLines(args: { readonly target: TokenTarget; readonly lines: readonly string[] }): Promise<readonly string[]>
}

/** The tasks of this browser. Whichever tab is asked, one of them runs them. */
export interface TaskService {
  tasks(args: null): Promise<TaskOverview>
  /** The newest first. */
  taskRuns(args: { readonly task: string }): Promise<readonly TaskRun[]>
  /** Adds a task, or changes the one with the id. Rejects with a Fault where its task option is wrong. */
  saveTask(args: { readonly id: string | null; readonly text: string; readonly grants: readonly TaskGrant[] | null }): Promise<Task> // biome-ignore format: one call
  pauseTask(args: { readonly task: string; readonly paused: boolean }): Promise<void>
  removeTask(args: { readonly task: string }): Promise<void>
  /** For an hour a removed task can be brought back. */
  restoreTask(args: { readonly task: string }): Promise<void>
  /** A run of its last slot, now. */
  runTask(args: { readonly task: string }): Promise<void>
  cancelRun(args: { readonly task: string; readonly number: number }): Promise<void>
  /** Gives up the lines that wait for a server. */
  discardLines(args: { readonly target: InfluxTarget }): Promise<void>
  /** Creates a task on an InfluxDB; resolves with its id there. */
  exportTask(args: { readonly server: InfluxServer; readonly text: string }): Promise<string>
  /** What runs of this tab's tasks may use; kept in memory only. */
  taskSurroundings(args: Pick<RunRequest, 'secrets' | 'proxy'>): void
  /** Reports each change of tasks and runs, until it is aborted. */
  watchTasks(args: null, context: { progress(value: unknown): void; signal: AbortSignal }): Promise<void>
}

export type { InfluxTarget, Task, TaskOptions, TaskRun, WaitingLines } from '../tasks/index.ts'

export interface TaskInfo {
  readonly task: Task
  /** When its next run begins; null when none does. */
  readonly next: bigint | null
  /** The newest of its runs. */
  readonly last: TaskRun | null
  readonly lastSuccess: bigint | null
}

export interface TaskOverview {
  /** The oldest first. */
  readonly tasks: readonly TaskInfo[]
  readonly waiting: readonly WaitingLines[]
  /** Why nothing survives the page; null when it does. */
  readonly notKept: string | null
  /** Why what they did could not be stored; null when it could. */
  readonly problem: string | null
}

export interface DataService extends BucketService, TaskService {
  /** Another user of the buckets: a run worker's end of a channel. */
  attach(args: { readonly port: MessagePort }): void
  /** Retention in nanoseconds; 0 is for ever. */
  create(args: { readonly name: string; readonly retention: bigint }): Promise<BucketInfo>
  change(args: { readonly bucket: string; readonly name?: string; readonly retention?: bigint }): Promise<BucketInfo>
  /** For an hour `restore` brings it back. */
  remove(args: { readonly bucket: string }): Promise<void>
  restore(args: { readonly bucket: string }): Promise<BucketInfo>
  overview(args: null): Promise<BucketOverview>
  browse(args: { readonly bucket: string }): Promise<readonly MeasurementInfo[]>
  /** Deletes points by time and by a predicate such as `_measurement="cpu" AND host="a"`; resolves with a number for undo. */
  deletePoints(args: BucketRange & { readonly predicate: string }): Promise<number>
  undoDelete(args: { readonly bucket: string; readonly number: number }): Promise<void>
  /** Stores what is in a file; resolves with what was left out, a sentence each. */
  importFile(args: {
    readonly bucket: string
    readonly file: Blob
    readonly kind: BucketFile
  }): Promise<readonly string[]>
  exportFile(args: { readonly bucket: string; readonly kind: BucketFile }): Promise<{ readonly file: Blob; readonly told: readonly string[] }> // biome-ignore format: one call
}

/** Line protocol, annotated CSV, or a page of metrics. */
export type BucketFile = 'lines' | 'csv' | 'metrics'

export type { BucketUsage, MeasurementInfo } from '../buckets/index.ts'
export type { ResultFormat } from '../formats/index.ts'
export type { InfluxServer, UnsentRequest } from '../library/index.ts'
export type * from './chart/shapes.ts'
export type * from './compare/shapes.ts'
export type * from './language/shapes.ts'
export type * from './packShapes.ts'
export type * from './recording/shapes.ts'
export type * from './sorting/shapes.ts'
export type * from './stages/shapes.ts'

export interface BucketOverview {
  readonly buckets: readonly BucketUsage[]
  readonly removed: readonly RemovedBucket[]
  /** Why nothing survives the page; null when it does. */
  readonly notKept: string | null
  /** What was found broken and set aside, a sentence each. */
  readonly problems: readonly string[]
}

/** Sent once by a worker that is ready for calls. */
export const readyMessage = { kind: 'ready' } as const
