/** Where the text area's cursor was when the other editor took its place. */
export interface Caret {
  readonly from: number
  readonly to: number
  readonly focused: boolean
}
