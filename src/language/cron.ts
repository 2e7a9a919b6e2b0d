// Whether a text is a schedule as InfluxDB reads it: five fields, six with seconds in front, seven with a year behind.
// Only its form is judged here; src/tasks knows the moments it means.

interface Field {
  readonly name: string
  readonly min: number
  readonly max: number
  /** Names for its numbers, from the smallest on. */
  readonly words?: readonly string[]
}

const months = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC']
const days = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT']
const seconds: Field = { name: 'second', min: 0, max: 59 }
const usual: readonly Field[] = [
  { name: 'minute', min: 0, max: 59 },
  { name: 'hour', min: 0, max: 23 },
  { name: 'day of the month', min: 1, max: 31 },
  { name: 'month', min: 1, max: 12, words: months },
  { name: 'day of the week', min: 0, max: 7, words: days },
]
const years: Field = { name: 'year', min: 1970, max: 2099 }
const nicknames = /^@(yearly|annually|monthly|weekly|daily|midnight|hourly)$/i

/** Why a text is no schedule, and what would be; null when it is one. */
export function wrongCron(text: string): string | null {
  if (nicknames.test(text)) return null
  const parts = text.trim().split(/\s+/)
  if (text.trim() === '' || parts.length < 5 || parts.length > 7)
    return `It has ${text.trim() === '' ? 'no' : parts.length} field${parts.length === 1 && text.trim() !== '' ? '' : 's'}; there are five (minute, hour, day of the month, month, day of the week), six with seconds in front, or seven with a year behind.`
  const fields = [...(parts.length > 5 ? [seconds] : []), ...usual, ...(parts.length > 6 ? [years] : [])]
  for (const [i, field] of fields.entries())
    for (const item of parts[i].split(',')) {
      if (!isItem(item, field)) return `${JSON.stringify(item)} is no ${field.name}: ${wanted(field)}.`
    }
  return null
}

function wanted({ min, max, words }: Field): string {
  const names = words ? ` or ${words[0]} to ${words.at(-1)}` : ''
  return `give ${min} to ${max}${names}, a range such as ${min}-${min + 2}, \`*\`, or a step such as \`*/2\``
}

/** `*`, `5`, `1-5`, each with a step behind or not. */
function isItem(item: string, field: Field): boolean {
  const [range, step, ...more] = item.split('/')
  if (more.length > 0) return false
  // by names where there are some: Sunday has two numbers
  const values = field.words?.length ?? field.max - field.min + 1
  if (step !== undefined && !(/^\d+$/.test(step) && Number(step) >= 1 && Number(step) <= values)) return false
  if (range === '*') return true
  const [from, to, ...others] = range.split('-').map(word => valueIn(word, field))
  return others.length === 0 && from !== null && to !== null && (to === undefined || from <= to)
}

function valueIn(word: string, { min, max, words = [] }: Field): number | null {
  const named = words.indexOf(word.toUpperCase())
  if (named >= 0) return min + named
  const value = /^\d+$/.test(word) ? Number(word) : Number.NaN
  return value >= min && value <= max ? value : null
}
