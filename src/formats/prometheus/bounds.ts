// The values of `le` and `quantile` as they are printed, by their codes.
import type { Dictionary } from '../../tables/index.ts'
import { formatFloatG, parseGoFloat } from '../../values/index.ts'
import { wider } from '../wider.ts'

/** The code of a bound that is NaN. */
export const NOT_A_NUMBER = -1
/** The bound is no number at all. */
export const NO_BOUND = -2

export class BoundCodes {
  /** Printed code + 3; 0 where it is not known yet. */
  private known = new Int32Array(256)
  constructor(private readonly dict: Dictionary) {}

  /** The code of the printed form: `1.0` is `1`, `1000000` is `1e+06`. */
  of(code: number): number {
    if (code >= this.known.length) this.known = wider(this.known, new Int32Array(code * 2))
    const known = this.known[code]
    return known !== 0 ? known - 3 : this.add(code)
  }

  private add(code: number): number {
    const v = parseGoFloat(this.dict.texts[code])
    const printed = v === undefined ? NO_BOUND : v !== v ? NOT_A_NUMBER : this.dict.intern(formatFloatG(v))
    this.known[code] = printed + 3
    return printed
  }
}
