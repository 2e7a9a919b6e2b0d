// OpenMetrics times: seconds with a fraction, exact to the nanosecond.

/** Nanoseconds of a decimal number of seconds, digits past the ninth cut; null when it is none or outside int64. */
export function secondsToNs(text: string): bigint | null {
  const m = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,3}))?$/.exec(text)
  if (!m || m[2] + (m[3] ?? '') === '') return null
  const digits = m[2] + (m[3] ?? '')
  const point = m[2].length + Number(m[4] ?? 0) + 9
  const whole = point <= 0 ? '0' : digits.slice(0, point).padEnd(point, '0')
  const ns = BigInt(m[1] === '-' ? -BigInt(whole) : BigInt(whole))
  return BigInt.asIntN(64, ns) === ns ? ns : null
}
