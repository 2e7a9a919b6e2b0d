// Growing of typed arrays.
type Growable = Uint8Array | Int32Array | Float64Array | BigInt64Array

/** The larger array `to`, begun with what `from` holds. */
export function wider<T extends Growable>(from: T, to: T): T {
  ;(to as { set(values: T): void }).set(from)
  return to
}
