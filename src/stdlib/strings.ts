// strings: functions of text. Positions of index and its like are byte offsets, lengths are code points, as in Go.
import { fn, type Member, packageOf } from '../library/index.ts'
import { compareText, fault, isNull, type Value } from '../values/index.ts'

/** Longest text a function builds. */
const MAX_TEXT = 64 * 1024 * 1024

const v = { v: 'The text.' }

/** The byte offset of a UTF-16 place; -1 stays. */
function byteOffset(text: string, place: number): bigint {
  return place < 0 ? -1n : BigInt(new TextEncoder().encode(text.slice(0, place)).length)
}

/** Functions of one text that word a null their own way. */
function ofText(
  type: 'string' | 'int' | 'bool',
  summary: string,
  example: string,
  toDo: string,
  call: (v: string) => Value,
): Member {
  return fn(`(v: string) => ${type}` as '(v: string) => A', {
    summary,
    params: v,
    nulls: 'pass',
    examples: [example],
    call({ v }) {
      const value = v as Value
      if (!isNull(value)) return call(v)
      if (toDo === '') throw fault('unknown', 'procedure cannot be executed')
      throw fault(
        'unknown',
        `cannot convert argument of type ${value.type} value ${value.type === 'invalid' ? '{}' : '<nil>'} to ${toDo}`,
      )
    },
  })
}

/** One byte, of a kind. */
function oneByte(summary: string, example: string, holds: RegExp): Member {
  return ofText('bool', summary, example, '', text => {
    if (text.length !== 1 || text.charCodeAt(0) > 127)
      throw fault('unknown', '"v" is not a valid argument: argument length is not equal to 1')
    return holds.test(text)
  })
}

const letterBefore = /[\p{L}\p{N}_]/u

/** Go's Title: the first letter of each word, words being runs of letters, digits and underscores. */
function titled(text: string): string {
  let before = ' '
  let out = ''
  for (const c of text) {
    out += /\p{L}/u.test(c) && !letterBefore.test(before) ? titleCase(c) : c
    before = c
  }
  return out
}

/** Letters with a title case of their own: ǅ, ǈ, ǋ, ǲ. */
const titleCases: Record<string, string> = {
  ǆ: 'ǅ',
  Ǆ: 'ǅ',
  ǉ: 'ǈ',
  Ǉ: 'ǈ',
  ǌ: 'ǋ',
  Ǌ: 'ǋ',
  ǳ: 'ǲ',
  Ǳ: 'ǲ',
  ǅ: 'ǅ',
  ǈ: 'ǈ',
  ǋ: 'ǋ',
  ǲ: 'ǲ',
}
const titleCase = (c: string): string => titleCases[c] ?? upper(c)

/** Case mapping of one letter to one letter, as Go has it: ß stays. */
const mapped = (text: string, change: (c: string) => string): string =>
  Array.from(text, c => {
    const to = change(c)
    return [...to].length === 1 ? to : c
  }).join('')
const upper = (text: string): string => mapped(text, c => c.toUpperCase())
const lower = (text: string): string => mapped(text, c => (c === 'İ' ? 'i' : c.toLowerCase()))

const spaces = /^[\s\u0085]+|[\s\u0085]+$/gu

function trimmedLeft(text: string, cutset: string): string {
  const cut = new Set(cutset)
  const all = [...text]
  let i = 0
  while (i < all.length && cut.has(all[i])) i++
  return all.slice(i).join('')
}

function trimmedRight(text: string, cutset: string): string {
  const cut = new Set(cutset)
  const all = [...text]
  while (all.length > 0 && cut.has(all.at(-1)!)) all.pop()
  return all.join('')
}

/** Go's SplitN: 0 gives nothing, below 0 everything; an empty separator splits into code points. */
function splitN(text: string, separator: string, n: number, keep: boolean): string[] {
  if (n === 0) return []
  const all = separator === '' ? [...text] : text.split(separator)
  const parts = n < 0 || all.length <= n ? all : [...all.slice(0, n - 1), all.slice(n - 1).join(separator)]
  return keep && separator !== '' ? parts.map((p, i) => (i < parts.length - 1 ? p + separator : p)) : parts
}

const count = (n: bigint): number => (n < 0n ? -1 : n > 2_000_000_000n ? 2_000_000_000 : Number(n))

function replaced(text: string, from: string, to: string, n: number): string {
  if (n === 0 || from === to) return text
  if (from === '') {
    const all = [...text]
    const gaps = n < 0 ? all.length + 1 : Math.min(n, all.length + 1)
    return all.map((c, i) => (i < gaps ? to : '') + c).join('') + (gaps > all.length ? to : '')
  }
  const parts = text.split(from)
  if (n < 0 || parts.length - 1 <= n) return parts.join(to)
  return [...parts.slice(0, n), parts.slice(n).join(from)].join(to)
}

function firstOf(text: string, chars: string, from: 'start' | 'end'): number {
  const set = new Set(chars)
  let [at, found] = [0, -1]
  for (const c of text) {
    if (set.has(c)) {
      if (from === 'start') return at
      found = at
    }
    at += c.length
  }
  return found
}

const folded = (text: string): string => lower(upper(text)).replaceAll('\u017f', 's')
const two = { v: 'The text.', substr: 'The text to look for.' }
const sep = { v: 'The text.', t: 'The separator.' }

export const strings = packageOf('strings', 'Works on text.', {
  title: ofText(
    'string',
    'The first letter of each word as a capital.',
    'strings.title(v: "the cat") // "The Cat"',
    'upper case',
    titled,
  ),
  toUpper: ofText('string', 'All letters as capitals.', 'strings.toUpper(v: "koala") // "KOALA"', 'upper case', upper),
  toTitle: ofText(
    'string',
    'All letters in title case.',
    'strings.toTitle(v: "koala") // "KOALA"',
    'upper case',
    text => mapped(text, titleCase),
  ),
  toLower: ofText('string', 'All letters small.', 'strings.toLower(v: "KOALA") // "koala"', 'upper case', lower),
  trimSpace: ofText(
    'string',
    'Without white space at both ends.',
    'strings.trimSpace(v: "  a b ") // "a b"',
    'upper case',
    text => text.replace(spaces, ''),
  ),
  strlen: ofText('int', 'How many characters there are.', 'strings.strlen(v: "apple") // 5', '', text =>
    BigInt([...text].length),
  ),
  isDigit: oneByte('Whether a text of one character is a digit.', 'strings.isDigit(v: "7") // true', /[0-9]/),
  isLetter: oneByte('Whether a text of one character is a letter.', 'strings.isLetter(v: "a") // true', /[A-Za-z]/),
  isUpper: oneByte('Whether a text of one character is a capital.', 'strings.isUpper(v: "A") // true', /[A-Z]/),
  isLower: oneByte('Whether a text of one character is a small letter.', 'strings.isLower(v: "a") // true', /[a-z]/),
  trim: fn('(cutset: string, v: string) => string', {
    summary: 'Without the characters of a set at both ends.',
    params: { ...v, cutset: 'The characters to cut.' },
    examples: ['strings.trim(v: ".abc.", cutset: ".") // "abc"'],
    call: ({ v, cutset }) => trimmedRight(trimmedLeft(v, cutset), cutset),
  }),
  trimLeft: fn('(cutset: string, v: string) => string', {
    summary: 'Without the characters of a set at the start.',
    params: { ...v, cutset: 'The characters to cut.' },
    examples: ['strings.trimLeft(v: ".abc.", cutset: ".") // "abc."'],
    call: ({ v, cutset }) => trimmedLeft(v, cutset),
  }),
  trimRight: fn('(cutset: string, v: string) => string', {
    summary: 'Without the characters of a set at the end.',
    params: { ...v, cutset: 'The characters to cut.' },
    examples: ['strings.trimRight(v: ".abc.", cutset: ".") // ".abc"'],
    call: ({ v, cutset }) => trimmedRight(v, cutset),
  }),
  trimPrefix: fn('(prefix: string, v: string) => string', {
    summary: 'Without a text at the start, if it is there.',
    params: { ...v, prefix: 'The text to cut.' },
    examples: ['strings.trimPrefix(v: "123_abc", prefix: "123") // "_abc"'],
    call: ({ v, prefix }) => (v.startsWith(prefix) ? v.slice(prefix.length) : v),
  }),
  trimSuffix: fn('(suffix: string, v: string) => string', {
    summary: 'Without a text at the end, if it is there.',
    params: { ...v, suffix: 'The text to cut.' },
    examples: ['strings.trimSuffix(v: "abc_123", suffix: "123") // "abc_"'],
    call: ({ v, suffix }) => (suffix !== '' && v.endsWith(suffix) ? v.slice(0, -suffix.length) : v),
  }),
  hasPrefix: fn('(prefix: string, v: string) => bool', {
    summary: 'Whether a text begins with another.',
    params: { ...v, prefix: 'The text to look for at the start.' },
    examples: ['strings.hasPrefix(v: "go gopher", prefix: "go") // true'],
    call: ({ v, prefix }) => v.startsWith(prefix),
  }),
  hasSuffix: fn('(suffix: string, v: string) => bool', {
    summary: 'Whether a text ends with another.',
    params: { ...v, suffix: 'The text to look for at the end.' },
    examples: ['strings.hasSuffix(v: "go gopher", suffix: "go") // false'],
    call: ({ v, suffix }) => v.endsWith(suffix),
  }),
  containsStr: fn('(substr: string, v: string) => bool', {
    summary: 'Whether a text holds another.',
    params: two,
    examples: ['strings.containsStr(v: "abc", substr: "bc") // true'],
    call: ({ v, substr }) => v.includes(substr),
  }),
  containsAny: fn('(chars: string, v: string) => bool', {
    summary: 'Whether a text holds one of several characters.',
    params: { ...v, chars: 'The characters to look for.' },
    examples: ['strings.containsAny(v: "abc", chars: "and") // true'],
    call: ({ v, chars }) => firstOf(v, chars, 'start') >= 0,
  }),
  equalFold: fn('(t: string, v: string) => bool', {
    summary: 'Whether two texts are equal but for the case of letters.',
    params: { ...v, t: 'The text to compare with.' },
    examples: ['strings.equalFold(v: "Go", t: "go") // true'],
    call: ({ v, t }) => folded(v) === folded(t),
  }),
  compare: fn('(t: string, v: string) => int', {
    summary: 'The order of two texts: -1, 0 or 1.',
    params: { ...v, t: 'The text to compare with.' },
    examples: ['strings.compare(v: "a", t: "b") // -1'],
    call: ({ v, t }) => BigInt(Math.sign(compareText(v, t))),
  }),
  countStr: fn('(substr: string, v: string) => int', {
    summary: 'How often a text holds another, without overlaps.',
    params: two,
    examples: ['strings.countStr(v: "cheese", substr: "e") // 3'],
    call: ({ v, substr }) => BigInt(substr === '' ? [...v].length + 1 : v.split(substr).length - 1),
  }),
  index: fn('(substr: string, v: string) => int', {
    summary: 'Where a text first holds another, in bytes; -1 when it does not.',
    params: two,
    examples: ['strings.index(v: "go gopher", substr: "go") // 0'],
    call: ({ v, substr }) => byteOffset(v, v.indexOf(substr)),
  }),
  lastIndex: fn('(substr: string, v: string) => int', {
    summary: 'Where a text last holds another, in bytes; -1 when it does not.',
    params: two,
    examples: ['strings.lastIndex(v: "go gopher", substr: "go") // 3'],
    call: ({ v, substr }) => byteOffset(v, v.lastIndexOf(substr)),
  }),
  indexAny: fn('(chars: string, v: string) => int', {
    summary: 'Where one of several characters first is, in bytes; -1 when none is there.',
    params: { ...v, chars: 'The characters to look for.' },
    examples: ['strings.indexAny(v: "chicken", chars: "aeiouy") // 2'],
    call: ({ v, chars }) => byteOffset(v, firstOf(v, chars, 'start')),
  }),
  lastIndexAny: fn('(chars: string, v: string) => int', {
    summary: 'Where one of several characters last is, in bytes; -1 when none is there.',
    params: { ...v, chars: 'The characters to look for.' },
    examples: ['strings.lastIndexAny(v: "chicken", chars: "aeiouy") // 5'],
    call: ({ v, chars }) => byteOffset(v, firstOf(v, chars, 'end')),
  }),
  repeat: fn('(i: int, v: string) => string', {
    summary: 'A text several times over.',
    params: { ...v, i: 'How many times.' },
    examples: ['strings.repeat(v: "ha", i: 3) // "hahaha"'],
    call({ v, i }) {
      if (i < 0n || i * BigInt(v.length) > MAX_TEXT)
        throw fault('invalid', `i must be between 0 and what gives ${MAX_TEXT} characters, found ${i}`)
      return v.repeat(Number(i))
    },
  }),
  replace: fn('(i: int, t: string, u: string, v: string) => string', {
    summary: 'Puts one text in the place of another, a number of times.',
    params: { ...v, t: 'The text to replace.', u: 'What comes in its place.', i: 'How often at most; below 0 always.' },
    examples: ['strings.replace(v: "oink oink oink", t: "oink", u: "moo", i: 2) // "moo moo oink"'],
    call: ({ v, t, u, i }) => replaced(v, t, u, count(i)),
  }),
  replaceAll: fn('(t: string, u: string, v: string) => string', {
    summary: 'Puts one text in the place of another, wherever it is.',
    params: { ...v, t: 'The text to replace.', u: 'What comes in its place.' },
    examples: ['strings.replaceAll(v: "oink oink", t: "oink", u: "moo") // "moo moo"'],
    call: ({ v, t, u }) => replaced(v, t, u, -1),
  }),
  split: fn('(t: string, v: string) => [string]', {
    summary: 'The parts of a text between separators.',
    params: sep,
    examples: ['strings.split(v: "a,b,c", t: ",") // ["a", "b", "c"]'],
    call: ({ v, t }) => splitN(v, t, -1, false),
  }),
  splitAfter: fn('(t: string, v: string) => [string]', {
    summary: 'The parts of a text, each with the separator that ends it.',
    params: sep,
    examples: ['strings.splitAfter(v: "a,b", t: ",") // ["a,", "b"]'],
    call: ({ v, t }) => splitN(v, t, -1, true),
  }),
  splitN: fn('(i: int, t: string, v: string) => [string]', {
    summary: 'The parts of a text between separators, at most so many.',
    params: { ...sep, i: 'How many parts at most; below 0 all.' },
    examples: ['strings.splitN(v: "a,b,c", t: ",", i: 2) // ["a", "b,c"]'],
    call: ({ v, t, i }) => splitN(v, t, count(i), false),
  }),
  splitAfterN: fn('(i: int, t: string, v: string) => [string]', {
    summary: 'The parts of a text with their separators, at most so many.',
    params: { ...sep, i: 'How many parts at most; below 0 all.' },
    examples: ['strings.splitAfterN(v: "a,b,c", t: ",", i: 2) // ["a,", "b,c"]'],
    call: ({ v, t, i }) => splitN(v, t, count(i), true),
  }),
  joinStr: fn('(arr: [string], v: string) => string', {
    summary: 'Joins texts with one between.',
    params: { arr: 'The texts.', v: 'What goes between.' },
    examples: ['strings.joinStr(arr: ["a", "b"], v: ", ") // "a, b"'],
    call({ arr, v }) {
      for (const x of arr as readonly Value[])
        if (isNull(x))
          throw fault(
            'unknown',
            'expected elements of argument "arr" to be of type string, got type string value <nil>',
          )
      return arr.join(v)
    },
  }),
  substring: fn('(end: int, start: int, v: string) => string', {
    summary: 'Part of a text, counted in characters.',
    params: { ...v, start: 'The first character, from 0.', end: 'The first that no longer counts.' },
    examples: ['strings.substring(v: "influx", start: 0, end: 3) // "inf"'],
    call({ v, start, end }) {
      const all = [...v]
      const [from, to] = [Math.max(0, count(start)), Math.min(all.length, count(end))]
      return from < to ? all.slice(from, to).join('') : ''
    },
  }),
})
