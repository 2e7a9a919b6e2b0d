// Names that are undefined here and mean something elsewhere: what dashboards put into a script before it runs, the
// `null` of other languages, and keywords misspelt. The error stays, with a word about it and a way out; only `v`, which
// every InfluxDB dashboard has, is a warning.
import { type Analysis, type Diagnostic, type Fix, nearest } from '../semantics/index.ts'
import { type File, type Node, pathAt } from '../syntax/index.ts'
import { replace } from './lint.ts'

/** The diagnostics with what is known of undefined names added. */
export function withUndefinedNames(analysis: Analysis, diagnostics: readonly Diagnostic[]): Diagnostic[] {
  let told = false
  return diagnostics.flatMap(one => {
    if (one.code !== 'undefined') return [one]
    const name = analysis.file.text.slice(one.from, one.to)
    if (name !== 'v') return [{ ...one, ...meaningOf(name, one, analysis) }]
    // Once is enough: it is one thing to define.
    if (told) return []
    told = true
    return [dashboardVariable(one, analysis.file)]
  })
}

type Meaning = Partial<Pick<Diagnostic, 'notes' | 'fixes'>>

function meaningOf(name: string, one: Diagnostic, { file }: Analysis): Meaning {
  const chronograf = chronografValues.get(name)
  if (chronograf !== undefined) {
    const notes = [`Chronograf puts \`${name}\` into a script before it runs it; elsewhere it has to be written.`]
    return { notes, fixes: [replace(one, chronograf, `Write \`${chronograf}\``)] }
  }
  if (nulls.has(name)) return nullMeaning(one, file)
  const path = pathAt(file, one.from)
  if (path.some(node => node.kind === 'InterpolatedPart')) {
    const notes = [
      `\`\${${name}}\` stands for the value of \`${name}\`. Grafana fills in its own variables before the script runs.`,
    ]
    return { notes, fixes: [...(one.fixes ?? []), definitionFix(name, '""', file)] }
  }
  const keyword = betweenOperands(path, one, file) ? nearest(name, keywords) : null
  return keyword === null ? {} : { fixes: [replace(one, keyword, `Change to \`${keyword}\``)] }
}

const chronografValues: ReadonlyMap<string, string> = new Map([
  ['dashboardTime', '-1h'],
  ['upperDashboardTime', 'now()'],
  ['autoInterval', '10s'],
])

const nulls: ReadonlySet<string> = new Set(['null', 'nil', 'NULL', 'None', 'undefined'])

/** `r.x == null` is what `exists` is for. */
function nullMeaning(one: Diagnostic, file: File): Meaning {
  const notes = ['Flux has no literal for a missing value: `exists r.x` tells whether there is one.']
  const comparison = pathAt(file, one.from).findLast(node => node.kind === 'BinaryExpression')
  if (comparison?.kind !== 'BinaryExpression') return { notes, fixes: [] }
  const { operator, left, right, from, to } = comparison
  const other = left.from === one.from ? right : right.from === one.from ? left : null
  if (!other || (operator !== '==' && operator !== '!=')) return { notes, fixes: [] }
  const word = operator === '==' ? 'not exists' : 'exists'
  const text = `${word} ${file.text.slice(other.from, other.to)}`
  return { notes, fixes: [replace({ from, to }, text, `Write \`${text}\``)] }
}

const keywords = ['and', 'or', 'not', 'then', 'else', 'exists']

/** Whether a name stands where an operator or keyword would: a statement that follows another on the same line. */
function betweenOperands(path: readonly Node[], { from }: Diagnostic, { text, body }: File): boolean {
  const joined = path.some(node => node.kind === 'BinaryExpression' && node.operator === '<INVALID_OP>')
  const index = body.findIndex(statement => statement.from === from)
  const before = body[index - 1]
  return joined || (before !== undefined && !text.slice(before.to, from).includes('\n'))
}

// ── what dashboards define ──

const dashboardValues: ReadonlyMap<string, string> = new Map([
  ['timeRangeStart', '-1h'],
  ['timeRangeStop', 'now()'],
  ['windowPeriod', '10s'],
  ['defaultBucket', '"default"'],
])

function dashboardVariable(one: Diagnostic, file: File): Diagnostic {
  const names = membersOfV(file)
  const fields = names.map(name => `${name}: ${dashboardValues.get(name) ?? '""'}`)
  return {
    ...one,
    code: 'dashboard-variable',
    severity: 'warning',
    message: '`v` comes from the dashboard a script runs in; without one the script has to define it',
    official: one.message,
    fixes: [definitionFix('v', `{${fields.join(', ')}}`, file, 'option ')],
  }
}

function membersOfV({ text }: File): string[] {
  return [...new Set([...text.matchAll(/\bv\.(\w+)/g)].map(match => match[1]!))]
}

function definitionFix(name: string, value: string, file: File, before = ''): Fix {
  const last: { to: number } | null = file.imports.at(-1) ?? file.package
  const line = `${before}${name} = ${value}`
  const at = last?.to ?? 0
  return { title: `Define \`${name}\``, edits: [{ from: at, to: at, text: last ? `\n\n${line}` : `${line}\n\n` }] }
}
