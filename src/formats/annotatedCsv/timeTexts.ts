// Times of a column as text, without a BigInt for each: the 64 bits are divided by long division in doubles, and the
// date is made anew only where the day changes. Years before 1970 go the plain way.
import type { TimeColumn } from '../../tables/index.ts'
import { civilFromDays, formatTime } from '../../values/index.ts'

const little = new Uint8Array(Int32Array.of(1).buffer)[0] === 1
const [LOW, HIGH] = little ? [0, 1] : [1, 0]
const two = Array.from({ length: 100 }, (_, i) => String(i).padStart(2, '0'))

/** The text of a slot as `formatTime` gives it: RFC 3339 in UTC, trailing zeros of the fraction cut. */
export function timeTexts({ values }: TimeColumn): (slot: number) => string {
  const halves = new Int32Array(values.buffer, values.byteOffset, values.length * 2)
  let day = -1
  let date = ''
  return slot => {
    const high = halves[2 * slot + HIGH]
    if (high < 0) return formatTime(values[slot])
    const low = halves[2 * slot + LOW]
    // Base 65536: the remainder is below 2^30, so each step fits a double.
    const first = Math.floor(high / 1e9)
    const middle = (high - first * 1e9) * 65536 + (low >>> 16)
    const second = Math.floor(middle / 1e9)
    const last = (middle - second * 1e9) * 65536 + (low & 0xffff)
    const third = Math.floor(last / 1e9)
    const nanoseconds = last - third * 1e9
    const seconds = first * 2 ** 32 + second * 65536 + third
    const today = Math.floor(seconds / 86_400)
    if (today !== day) {
      day = today
      const { year, month, day: dayOfMonth } = civilFromDays(today)
      date = `${String(year).padStart(4, '0')}-${two[month]}-${two[dayOfMonth]}T`
    }
    const clock = seconds - today * 86_400
    const minutes = Math.floor(clock / 60)
    const hour = Math.floor(minutes / 60)
    const text = `${date}${two[hour]}:${two[minutes - hour * 60]}:${two[clock - minutes * 60]}`
    return nanoseconds === 0 ? text + 'Z' : `${text}.${fraction(nanoseconds)}Z`
  }
}

function fraction(nanoseconds: number): string {
  let [n, width] = [nanoseconds, 9]
  while (n % 10 === 0) {
    n /= 10
    width--
  }
  return String(n).padStart(width, '0')
}
