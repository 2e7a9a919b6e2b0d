// regexp: regular expressions with the syntax and the semantics of Go. What differs from those of JavaScript: `$name`
// takes the longest name, an empty match right behind another does not count, places are byte offsets.
import type { RE2JS } from 're2js'
import { fn, nullText, packageOf } from '../library/index.ts'
import { display, fault, isNull, Regexp, typeName, type Value } from '../values/index.ts'

const params = { r: 'The regular expression.', v: 'The text.' }

interface Match {
  readonly from: number
  readonly to: number
  group(reference: number | string): string
}

/** All matches from left to right, as Go counts them. */
function* matches(re: RE2JS, text: string): Generator<Match> {
  const matcher = re.matcher(text)
  const names = re.namedGroups()
  let [at, before] = [0, -1]
  while (at <= text.length && matcher.find(at)) {
    const [from, to] = [matcher.start(), matcher.end()]
    const group = (reference: number | string): string => {
      const index = typeof reference === 'number' ? reference : Object.hasOwn(names, reference) ? names[reference] : -1
      return index < 0 || index > matcher.groupCount() ? '' : (matcher.group(index) ?? '')
    }
    if (to > from || from !== before) yield { from, to, group }
    before = to
    at = to > from ? to : to + ((text.codePointAt(to) ?? 0) > 0xffff ? 2 : 1)
  }
}

/** Puts groups in the place of `$1`, `${1}`, `$name`, `${name}`; `$$` is a dollar, other dollars stay. */
function expanded(template: string, match: Match): string {
  return template.replace(
    /\$(?:\$|\{([\p{L}\p{Nd}_]+)\}|([\p{L}\p{Nd}_]+))/gu,
    (all, braced?: string, bare?: string) => {
      if (all === '$$') return '$'
      const name = braced ?? bare!
      return match.group(/^(?:0|[1-9]\d{0,7})$/.test(name) ? Number(name) : name)
    },
  )
}

/** The text with every match replaced; in the template `$1` stands for a group. */
export function replaced(re: RE2JS, text: string, template: string): string {
  let [out, end] = ['', 0]
  for (const match of matches(re, text)) {
    out += text.slice(end, match.from) + expanded(template, match)
    end = match.to
  }
  return out + text.slice(end)
}

/** 0 gives nothing, below 0 everything; an empty match at the start separates nothing. */
function split({ re, source }: Regexp, text: string, n: number): string[] {
  if (n === 0) return []
  if (source !== '' && text === '') return ['']
  const parts: string[] = []
  let [from, end] = [0, 0]
  for (const match of matches(re, text)) {
    if (n > 0 && parts.length === n - 1) break
    end = match.from
    if (match.to !== 0) parts.push(text.slice(from, end))
    from = match.to
  }
  return end === text.length ? parts : [...parts, text.slice(from)]
}

const bytes = (text: string): bigint => BigInt(new TextEncoder().encode(text).length)

/** Names every argument, as the reference does when one is null. */
/** A null is a fault that lists the arguments, as in the reference. */
function refuseNull(args: Readonly<Record<string, unknown>>): void {
  const given = Object.entries(args) as [string, Value][]
  if (!given.some(([, v]) => isNull(v))) return
  const texts = given.map(([name, v]) => `argument ${described(name, v)}`)
  const listed =
    texts.length > 2 ? `${texts.slice(0, -1).join(', ')}, and ${texts[texts.length - 1]}` : texts.join(' and ')
  throw fault('invalid', `cannot execute function containing ${listed}`)
}

function described(name: string, value: Value): string {
  return `${name} of type ${typeName(value)} value ${isNull(value) ? nullText(value) : display(value)}`
}

export const regexp = packageOf('regexp', 'Regular expressions.', {
  compile: fn('(v: string) => regexp', {
    summary: 'A regular expression out of a text.',
    params: { v: 'The text, in the syntax of RE2.' },
    nulls: 'pass',
    examples: ['"flux" =~ regexp.compile(v: "^f") // true'],
    call({ v }) {
      if (isNull(v as Value)) throw fault('invalid', `cannot convert argument ${described('v', v)} to Regex`)
      const compiled = new Regexp(v)
      compiled.re
      return compiled
    },
  }),
  quoteMeta: fn('(v: string) => string', {
    summary: 'A text with a backslash before whatever means something in a regular expression.',
    params: { v: params.v },
    nulls: 'pass',
    examples: [String.raw`regexp.quoteMeta(v: "1.5*x") // "1\\.5\\*x"`],
    call({ v }) {
      if (isNull(v as Value))
        throw fault(
          'invalid',
          `cannot escape all regular expression metacharacters inside argument ${described('v', v)}`,
        )
      return v.replace(/[\\.+*?()|[\]{}^$]/g, String.raw`\$&`)
    },
  }),
  findString: fn('(r: regexp, v: string) => string', {
    summary: 'The first match in a text; empty where there is none.',
    params,
    nulls: 'pass',
    examples: ['regexp.findString(r: /foo.?/, v: "seafood fool") // "food"'],
    call({ r, v }) {
      refuseNull({ r, v })
      const matcher = r.re.matcher(v)
      return matcher.find() ? (matcher.group() ?? '') : ''
    },
  }),
  findStringIndex: fn('(r: regexp, v: string) => [int]', {
    summary: 'Where the first match begins and ends, in bytes; empty where there is none.',
    params,
    nulls: 'pass',
    examples: ['regexp.findStringIndex(r: /ab?/, v: "tablet") // [1, 3]'],
    call({ r, v }) {
      refuseNull({ r, v })
      const matcher = r.re.matcher(v)
      return matcher.find() ? [bytes(v.slice(0, matcher.start())), bytes(v.slice(0, matcher.end()))] : []
    },
  }),
  matchRegexpString: fn('(r: regexp, v: string) => bool', {
    summary: 'Whether a text has a match anywhere.',
    params,
    nulls: 'pass',
    examples: ['regexp.matchRegexpString(r: /(go){2}/, v: "gogo") // true'],
    call({ r, v }) {
      refuseNull({ r, v })
      return r.test(v)
    },
  }),
  replaceAllString: fn('(r: regexp, t: string, v: string) => string', {
    summary: 'Puts a text in the place of every match.',
    params: { ...params, t: 'What comes in its place; `$1` and `$name` stand for groups, `$$` for a dollar.' },
    nulls: 'pass',
    examples: ['regexp.replaceAllString(r: /a(x*)b/, v: "-ab-axxb-", t: "[$1]") // "-[]-[xx]-"'],
    call({ r, v, t }) {
      refuseNull({ r, v, t })
      return replaced(r.re, v, t)
    },
  }),
  splitRegexp: fn('(i: int, r: regexp, v: string) => [string]', {
    summary: 'The parts of a text between matches.',
    params: { ...params, i: 'How many parts at most; below 0 all.' },
    nulls: 'pass',
    examples: ['regexp.splitRegexp(r: /[,;] */, v: "a, b;c", i: -1) // ["a", "b", "c"]'],
    call({ r, v, i }) {
      refuseNull({ r, v, i })
      return split(r, v, i > 2_000_000_000n ? -1 : Number(i))
    },
  }),
  getString: fn('(r: regexp) => string', {
    summary: 'The text of a regular expression.',
    params: { r: params.r },
    nulls: 'pass',
    examples: ['regexp.getString(r: /[a-z]+/) // "[a-z]+"'],
    call({ r }) {
      refuseNull({ r })
      return r.source
    },
  }),
})
