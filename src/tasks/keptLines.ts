// Lines that wait for an InfluxDB, and where they are to go. What is kept knows no token.

/** Exactly one of bucket and bucketID is set, at most one of org and orgID. */
export interface InfluxTarget {
  readonly host: string
  readonly org?: string
  readonly orgID?: string
  readonly bucket?: string
  readonly bucketID?: string
}

export type TokenTarget = InfluxTarget & { readonly token: string }

export interface KeptLines {
  readonly number: number
  readonly target: InfluxTarget
  readonly lines: readonly string[]
  readonly bytes: number
  /** When they should have been written. */
  readonly since: bigint
}

/** Lines to be kept: under a new number, or in place of those that have it. */
export type NewLines = Omit<KeptLines, 'number'> & { readonly number?: number }

/** What is kept for one place. */
export interface WaitingLines {
  readonly target: InfluxTarget
  readonly lines: number
  readonly bytes: number
  readonly since: bigint
}
