// Which series a delete means: comparisons of _measurement, _field and tags with texts, joined by AND, as
// `_measurement="cpu" AND host="a"`. InfluxDB's own has neither _field nor `!=`.
import type { Series } from '../library/index.ts'
import { type Fault, fault } from '../values/index.ts'

export type Predicate = (series: Series) => boolean

/** An empty text means all. Throws a Fault for what is no predicate. */
export function parsePredicate(text: string): Predicate {
  const rules: Rule[] = []
  const reader = new Reader(text)
  if (reader.atEnd()) return () => true
  conjunction(reader, rules)
  if (!reader.atEnd()) throw reader.refused(reader.peek() === ')' ? 'extra ) seen' : null)
  return series => rules.every(rule => (textOf(series, rule.key) === rule.value) === rule.equal)
}

interface Rule {
  readonly key: string
  readonly value: string
  readonly equal: boolean
}

/** A tag that is not there is as an empty one. */
function textOf(series: Series, key: string): string {
  if (key === '_measurement') return series.measurement
  if (key === '_field') return series.field
  return series.tags.find(tag => tag[0] === key)?.[1] ?? ''
}

function conjunction(reader: Reader, rules: Rule[]): void {
  for (;;) {
    if (reader.take('(')) {
      conjunction(reader, rules)
      if (!reader.take(')')) throw reader.refused('extra ( seen')
    } else rules.push(comparison(reader))
    if (reader.takeWord('or'))
      throw reader.refused('the logical operator OR is not supported yet', 'Delete for each of the sides in turn.')
    if (!reader.takeWord('and')) return
  }
}

function comparison(reader: Reader): Rule {
  const key = reader.operand()
  const equal = reader.take('=')
  if (equal) reader.take('=')
  else if (!reader.take('!=')) throw reader.refused(null)
  return { key, equal, value: reader.operand() }
}

class Reader {
  private at = 0
  constructor(private readonly text: string) {}

  atEnd(): boolean {
    this.skipSpace()
    return this.at === this.text.length
  }

  peek(): string {
    this.skipSpace()
    return this.text.charAt(this.at)
  }

  take(token: string): boolean {
    this.skipSpace()
    if (!this.text.startsWith(token, this.at)) return false
    this.at += token.length
    return true
  }

  takeWord(word: string): boolean {
    this.skipSpace()
    const end = this.at + word.length
    if (this.text.slice(this.at, end).toLowerCase() !== word || /[\w.-]/.test(this.text.charAt(end))) return false
    this.at = end
    return true
  }

  /** A name or a value: bare, or in single or double quotes. */
  operand(): string {
    this.skipSpace()
    const quoted = /(["'])((?:\\.|(?!\1)[^\\])*)\1/suy
    quoted.lastIndex = this.at
    const match = quoted.exec(this.text)
    if (match) {
      this.at = quoted.lastIndex
      return match[2].replace(/\\([\s\S])/g, (_, c: string) => (c === 'n' ? '\n' : c))
    }
    const bare = /[^\s()=!"'\\]+/uy
    bare.lastIndex = this.at
    const word = bare.exec(this.text)
    if (!word) throw this.refused(null)
    this.at = bare.lastIndex
    return word[0]
  }

  refused(why: string | null, step = 'Write it as _measurement="cpu" AND host="a".'): Fault {
    const place = `at position ${this.at}`
    const found = this.atEnd() ? 'the end' : JSON.stringify(this.text.slice(this.at, this.at + 20))
    return fault('invalid', `${why ?? `bad logical expression, found ${found}`} ${place} of the predicate`, {
      steps: [step],
    })
  }

  private skipSpace(): void {
    while (/\s/.test(this.text.charAt(this.at)) && this.at < this.text.length) this.at++
  }
}
