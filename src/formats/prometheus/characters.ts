// The bytes the exposition formats are made of.

/** May begin a name. */
export const FIRST = 1
/** May stand in a name. */
export const NAME = 2
/** The colon, which only names of metrics may have. */
export const COLON = 4

export const byteClass = Uint8Array.from({ length: 256 }, (_, b) => {
  const letter = (b >= 65 && b <= 90) || (b >= 97 && b <= 122) || b === 95
  return (letter ? FIRST | NAME : 0) | (b >= 48 && b <= 57 ? NAME : 0) | (b === 58 ? COLON : 0)
})

export const isBlank = (b: number): boolean => b === 32 || b === 9

export function isLineEnd(bytes: Uint8Array, at: number): boolean {
  return bytes[at] === 10 || (bytes[at] === 13 && bytes[at + 1] === 10)
}

export function endOfToken(bytes: Uint8Array, at: number): number {
  let p = at
  while (!isBlank(bytes[p]) && !isLineEnd(bytes, p)) p++
  return p
}

/** The end of a name that begins at `at`; `at` itself when none does. */
export function endOfName(bytes: Uint8Array, at: number): number {
  if ((byteClass[bytes[at]] & (FIRST | COLON)) === 0) return at
  let p = at + 1
  while ((byteClass[bytes[p]] & (NAME | COLON)) !== 0) p++
  return p
}

/** The character at `at`, for a message. */
export function found(bytes: Uint8Array, at: number): string {
  if (at >= bytes.length || isLineEnd(bytes, at)) return 'the end of the line'
  const text = new TextDecoder().decode(bytes.subarray(at, at + 4))
  return `'${String.fromCodePoint(text.codePointAt(0)!)}'`
}
