// Times by Go's layouts, which describe a format by how it would print 2006-01-02 15:04:05; the messages are Go's too.
import { daysFromCivil, daysInMonth } from '../../values/index.ts'

export const RFC3339 = '2006-01-02T15:04:05Z07:00'

const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]
const days = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']

/** Longest first where one begins another. */
const element =
  /January|Jan|Monday|Mon|MST|2006|01|02|03|04|05|06|002|15|PM|pm|-07:00:00|-070000|-07:00|-0700|-07|Z07:00:00|Z070000|Z07:00|Z0700|Z07|_2006|__2|_2|[.,]0+(?!\d)|[.,]9+(?!\d)|[123456]/

interface Parsed {
  year: number
  month: number
  day: number
  yearDay: number
  hour: number
  minute: number
  second: number
  nanosecond: number
  afternoon: boolean | null
  /** Seconds east of UTC. */
  offset: number
}

/** Nanoseconds since 1970, wrapped to 64 bits, or the text of Go's error. */
export function parseByLayout(layout: string, text: string): bigint | string {
  const t: Parsed = {
    year: 0,
    month: 1,
    day: 1,
    yearDay: 0,
    hour: 0,
    minute: 0,
    second: 0,
    nanosecond: 0,
    afternoon: null,
    offset: 0,
  }
  const wrong = (what: string): string => `parsing time ${JSON.stringify(text)}${what}`
  const cannot = (rest: string, as: string): string =>
    wrong(` as ${JSON.stringify(layout)}: cannot parse ${JSON.stringify(rest)} as ${JSON.stringify(as)}`)
  let rest = text
  let pattern = layout
  while (pattern !== '') {
    const m = element.exec(pattern)
    const literal = m ? pattern.slice(0, m.index) : pattern
    if (!rest.startsWith(literal)) return cannot(rest, literal)
    rest = rest.slice(literal.length)
    if (!m) {
      pattern = ''
      break
    }
    pattern = pattern.slice(m.index + m[0].length)
    const after = read(m[0], rest, t, pattern)
    if (after === null) return cannot(rest, m[0])
    if (after === 'range') return wrong(`: ${rangeOf(m[0])} out of range`)
    rest = after.rest
  }
  if (rest !== '') return wrong(`: extra text: ${JSON.stringify(rest)}`)
  if (t.day < 1 || t.day > daysInMonth(t.year, t.month)) return wrong(': day out of range')
  return nanoseconds(t)
}

function nanoseconds(t: Parsed): bigint {
  let hour = t.hour
  if (t.afternoon === true && hour < 12) hour += 12
  if (t.afternoon === false && hour === 12) hour = 0
  const day = t.yearDay > 0 ? daysFromCivil(t.year, 1, 1) + t.yearDay - 1 : daysFromCivil(t.year, t.month, t.day)
  const seconds = BigInt(day) * 86_400n + BigInt(hour * 3600 + t.minute * 60 + t.second - t.offset)
  return BigInt.asIntN(64, seconds * 1_000_000_000n + BigInt(t.nanosecond))
}

function rangeOf(std: string): string {
  if (/^(01|1|Jan)/.test(std)) return 'month'
  if (/2$/.test(std)) return 'day'
  if (/^(15|03|3)$/.test(std)) return 'hour'
  if (/4$/.test(std)) return 'minute'
  return /5$/.test(std) ? 'second' : 'time zone offset'
}

type Read = { readonly rest: string } | 'range' | null

/** Reads one element into `t`. */
function read(std: string, text: string, t: Parsed, following: string): Read {
  const digits = (pattern: RegExp, low: number, high: number, put: (n: number) => void): Read => {
    const m = pattern.exec(text)
    if (!m) return null
    const n = Number(m[0])
    if (n < low || n > high) return 'range'
    put(n)
    return { rest: text.slice(m[0].length) }
  }
  const two = /^\d\d/
  const some = /^\d\d?/
  switch (std) {
    case '2006':
    case '_2006':
      return digits(/^\d{4}/, 0, 9999, n => (t.year = n))
    case '06':
      return digits(two, 0, 99, n => (t.year = n >= 69 ? 1900 + n : 2000 + n))
    case '01':
      return digits(two, 1, 12, n => (t.month = n))
    case '1':
      return digits(some, 1, 12, n => (t.month = n))
    case 'January':
    case 'Jan':
      return word(months, std === 'Jan' ? 3 : 99, text, n => (t.month = n + 1))
    case 'Monday':
    case 'Mon':
      return word(days, std === 'Mon' ? 3 : 99, text, () => {})
    case '02':
      return digits(two, 0, 99, n => (t.day = n))
    case '2':
    case '_2':
      return digits(/^ ?\d\d?/, 0, 99, n => (t.day = n))
    case '002':
      return digits(/^\d{3}/, 1, 366, n => (t.yearDay = n))
    case '__2':
      return digits(/^ {0,2}\d{1,3}/, 1, 366, n => (t.yearDay = n))
    case '15':
      return digits(some, 0, 23, n => (t.hour = n))
    case '03':
      return digits(two, 0, 12, n => (t.hour = n))
    case '3':
      return digits(some, 0, 12, n => (t.hour = n))
    case '04':
      return digits(two, 0, 59, n => (t.minute = n))
    case '4':
      return digits(some, 0, 59, n => (t.minute = n))
    case '05':
    case '5':
      return seconds(
        digits(std === '05' ? two : some, 0, 59, n => (t.second = n)),
        t,
        following,
      )
    case 'PM':
    case 'pm': {
      const half = text.slice(0, 2)
      if (half !== (std === 'PM' ? 'PM' : 'pm') && half !== (std === 'PM' ? 'AM' : 'am')) return null
      t.afternoon = half.toLowerCase() === 'pm'
      return { rest: text.slice(2) }
    }
    case 'MST': {
      const m = /^(UTC|[A-Z]{3,5})([+-]\d\d?)?/.exec(text)
      return m ? { rest: text.slice(m[0].length) } : null
    }
    default:
      return std[0] === '.' || std[0] === ',' ? fraction(std, text, t) : zone(std, text, t)
  }
}

/** A fraction behind the seconds is read though the layout has none. */
function seconds(done: Read, t: Parsed, following: string): Read {
  if (done === null || done === 'range' || /^[.,][09]/.test(following)) return done
  const m = /^[.,](\d+)/.exec(done.rest)
  if (!m) return done
  t.nanosecond = Number(m[1].slice(0, 9).padEnd(9, '0'))
  return { rest: done.rest.slice(m[0].length) }
}

function fraction(std: string, text: string, t: Parsed): Read {
  const m = (std[1] === '9' ? /^[.,]\d*/ : new RegExp(`^[.,]\\d{${std.length - 1}}`)).exec(text)
  if (!m) return std[1] === '9' ? { rest: text } : null
  t.nanosecond = Number(m[0].slice(1, 10).padEnd(9, '0'))
  return { rest: text.slice(m[0].length) }
}

function zone(std: string, text: string, t: Parsed): Read {
  if (std[0] === 'Z' && text[0] === 'Z') return { rest: text.slice(1) }
  const colon = std.includes(':') ? ':' : ''
  const parts = std.replaceAll(':', '').length / 2
  const m = new RegExp(
    `^([+-])(\\d\\d)${parts > 1.5 ? `${colon}(\\d\\d)` : ''}${parts > 2.5 ? `${colon}(\\d\\d)` : ''}`,
  ).exec(text)
  if (!m) return null
  const [hours, minutes, rest] = [Number(m[2]), Number(m[3] ?? 0), Number(m[4] ?? 0)]
  if (hours > 24 || minutes >= 60 || rest >= 60) return 'range'
  t.offset = (m[1] === '-' ? -1 : 1) * (hours * 3600 + minutes * 60 + rest)
  return { rest: text.slice(m[0].length) }
}

function word(of: readonly string[], length: number, text: string, put: (index: number) => void): Read {
  const lower = text.toLowerCase()
  const index = of.findIndex(w => lower.startsWith(w.slice(0, length).toLowerCase()))
  if (index < 0) return null
  put(index)
  return { rest: text.slice(of[index].slice(0, length).length) }
}
