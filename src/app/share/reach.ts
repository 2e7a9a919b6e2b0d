// The addresses a script's literals name, so that a reader sees before the first run what a stranger's script would
// ask for. It reads the text, not its meaning: addresses put together while running are only counted as "others".

export interface Reach {
  readonly reads: readonly string[]
  readonly writes: readonly string[]
  /** Whether it reads or writes buckets kept in this browser: those it names without a host. */
  readonly buckets: { readonly read: boolean; readonly written: boolean }
  /** True when some address is not a plain literal. */
  readonly others: boolean
}

/** Calls whose address is written to, by the last part of their name. */
const writers = new Set(['to', 'wideTo', 'post', 'endpoint', 'write', 'message', 'sendEvent', 'notify'])
const addressNames = new Set(['url', 'host', 'address', 'endpoint', 'broker', 'dataSourceName'])

interface Call {
  readonly name: string
  readonly open: string
  /** Its parameters so far. */
  readonly given: Set<string>
}

export function reachOf(text: string): Reach {
  const [reads, writes] = [new Set<string>(), new Set<string>()]
  const buckets = { read: false, written: false }
  let others = false
  const calls: Call[] = []
  let [name, parameter] = ['', '']
  for (const [piece] of text.matchAll(pieces)) {
    if (piece.startsWith('//')) continue
    if (piece[0] === '"') {
      const literal = piece.slice(1, -1).replaceAll(/\\(.)/g, '$1')
      // a column may be called host
      const isAddress =
        (addressNames.has(parameter) && calls.at(-1)?.open === '(') || /^[a-z][a-z0-9+.-]*:\/\//i.test(literal)
      if (isAddress && piece.includes('${')) others = true
      else if (isAddress && literal !== '') (calls.some(c => writers.has(c.name)) ? writes : reads).add(literal)
      parameter = ''
    } else if (/^[A-Za-z_]/.test(piece)) {
      if (addressNames.has(parameter) && calls.at(-1)?.open === '(') others = true
      ;[name, parameter] = [piece, '']
    } else if (piece === ':') {
      parameter = name
      calls.at(-1)?.given.add(name)
    } else if (piece === '(' || piece === '{' || piece === '[') {
      calls.push({ name: piece === '(' ? name : '', open: piece, given: new Set() })
      ;[name, parameter] = ['', '']
    } else {
      if (piece === ')' || piece === '}' || piece === ']') {
        const call = calls.pop()
        const here = call && (call.given.has('bucket') || call.given.has('bucketID')) && !call.given.has('host')
        if (here && writers.has(call.name)) buckets.written = true
        else if (here) buckets.read = true
      }
      if (piece !== '.') [name, parameter] = ['', '']
    }
  }
  return { reads: [...reads], writes: [...writes], buckets, others }
}

const pieces = /\/\/[^\n]*|"(?:[^"\\]|\\.)*"|[A-Za-z_]\w*|[^\s\w]/g

/** Parts of an address, those with letters that only look like Latin ones marked. */
export function lookAlikes(address: string): readonly { readonly text: string; readonly odd: boolean }[] {
  const parts: { text: string; odd: boolean }[] = []
  for (const letter of address) {
    const odd = letter.codePointAt(0)! > 0x7e || letter < ' '
    const last = parts.at(-1)
    if (last?.odd === odd) last.text += letter
    else parts.push({ text: letter, odd })
  }
  return parts
}
