// Floats with six digits, as messages of the reference print them.

export function formatFixed(v: number): string {
  if (v !== v) return 'NaN'
  if (!Number.isFinite(v)) return v > 0 ? '+Inf' : '-Inf'
  return v.toFixed(6)
}
