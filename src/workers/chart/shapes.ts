// What the page asks of a chart, and what it is given: typed arrays that are no longer than the picture is wide.
export interface ChartService {
  /** A picture of a result, cut down to the pixels there are. */
  chart(args: ChartQuery): Chart
  /** What the series drawn have at a place of the picture. */
  readings(args: ReadingsQuery): Readings
}

/** Times in nanoseconds, both ends included. */
export interface ChartWindow {
  readonly from: bigint
  readonly to: bigint
}

export interface ChartQuery {
  readonly result: number
  readonly form: 'series' | 'stacked' | 'heatmap'
  /** Labels of the columns up the side; null leaves the choice to the worker. */
  readonly columns: readonly string[] | null
  /** Null is all there is. */
  readonly window: ChartWindow | null
  /** The width of the picture. */
  readonly pixels: number
  /** Series whose values of a key column hold a text; of any key column where `key` is null. */
  readonly filter: { readonly key: string | null; readonly text: string }
  /** Series that are left out of a stack, by their names. */
  readonly hidden: readonly string[]
}

export type Chart = NoChart | SeriesChart | HeatmapChart

/** Why there is no picture, and what would make one. */
export interface NoChart {
  readonly kind: 'none'
  readonly reason: string
  readonly advice: string
}

interface ChartCommon {
  /** The column of times. */
  readonly time: string
  /** Columns that can go up the side, and those that do. */
  readonly offered: readonly string[]
  readonly columns: readonly string[]
  /** Key columns in which the series differ. */
  readonly keys: readonly string[]
  /** Names that may tell the unit: the fields of the series or the columns; empty for counts of histogram buckets. */
  readonly measured: readonly string[]
  /** All that the result has, and what is drawn of it. */
  readonly whole: ChartWindow
  readonly window: ChartWindow
  /** The cumulative counts of histogram buckets are among the series. */
  readonly histogram: boolean
  readonly notes: readonly string[]
}

export interface SeriesChart extends ChartCommon {
  readonly kind: 'series'
  /** How many series the filter leaves; at most a few dozen of them are drawn. */
  readonly total: number
  readonly series: readonly ChartSeries[]
}

export interface ChartSeries {
  /** Says in what the series differs from the others; the same from run to run. */
  readonly name: string
  readonly column: string
  /** Finds the series again in the worker. */
  readonly place: number
  /** Rows within the window. */
  readonly rows: number
  readonly least: string
  readonly greatest: string
  readonly last: string
  /** Milliseconds since the window's start, ascending. */
  readonly x: Float64Array
  /** NaN where the line breaks. */
  readonly y: Float64Array
  /** The upper edge of the layer below, in a stack. */
  readonly base: Float64Array | null
}

export interface HeatmapChart extends ChartCommon {
  readonly kind: 'heatmap'
  /** Upper bounds of the rows of cells, from the lowest. */
  readonly bounds: readonly string[]
  /** Milliseconds since the window's start where columns of cells begin, and where the last ends. */
  readonly edges: Float64Array
  /** Column by column, from the lowest bound; NaN where nothing was counted. */
  readonly counts: Float64Array
}

export interface ReadingsQuery {
  readonly result: number
  readonly columns: readonly string[]
  readonly places: Int32Array
  readonly at: bigint
  /** To the next time after it, or the one before; 0 is the nearest. */
  readonly step: -1 | 0 | 1
}

export interface Readings {
  /** Null where there are no rows. */
  readonly time: { readonly ns: bigint; readonly text: string } | null
  /** For each series asked for what it has nearest to that time. */
  readonly values: readonly { readonly time: string; readonly value: string; readonly number: number }[]
}
