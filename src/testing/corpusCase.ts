// One recorded script: what is eligible, what it answers here, and whether that is what the reference answered.
import { existsSync, readFileSync } from 'node:fs'
import { analyze, catalogue, operatorDiffers, run } from '../flux.ts'
import { decodeAnnotatedCsv, encodeAnnotatedCsv } from '../formats/index.ts'
import type { Host } from '../library/index.ts'
import { parse, walk } from '../syntax/index.ts'
import { compareResults, type Named } from './compareResults.ts'

await catalogue().load(catalogue().paths())

export type Verdict =
  | { readonly kind: 'passed'; readonly columnOrderDiffers: boolean }
  | { readonly kind: 'ineligible'; readonly missing: readonly string[] }
  | { readonly kind: 'expected'; readonly difference: string; readonly members: readonly string[] }
  | { readonly kind: 'failed'; readonly difference: string }

/** Members a script uses, as `path.name`, those of the prelude included. */
export function membersUsed(text: string): string[] {
  const file = parse(text)
  const packages = catalogue()
  const alias = new Map(
    file.imports.map(i => [i.alias?.name ?? i.path.value.slice(i.path.value.lastIndexOf('/') + 1), i.path.value]),
  )
  const used = new Set<string>()
  /** Identifiers that are names of fields, arguments or parameters, not of values. */
  const names = new Set<unknown>()
  walk(file, node => {
    if (node.kind === 'MemberExpression') names.add(node.property)
    if ((node.kind === 'Property' && node.value) || node.kind === 'Parameter') names.add(node.key)
    if (node.kind === 'VariableAssignment') names.add(node.id)
    if (node.kind === 'MemberExpression' && node.object.kind === 'Identifier' && alias.has(node.object.name)) {
      const name = node.property.kind === 'Identifier' ? node.property.name : node.property.value
      used.add(`${alias.get(node.object.name)}.${name}`)
    }
    if (node.kind === 'Identifier' && !names.has(node))
      for (const path of packages.prelude)
        if (packages.signatures(path)?.has(node.name)) used.add(`${path}.${node.name}`)
  })
  return [...used]
}

const split = (member: string): [string, string] => {
  const at = member.lastIndexOf('.')
  return [member.slice(0, at), member.slice(at + 1)]
}

/** Members the checker knows and this version cannot run. */
function missingOf(members: readonly string[]): string[] {
  const packages = catalogue()
  return members.filter(m => {
    const [path, name] = split(m)
    return packages.signatures(path)?.has(name) && !packages.member(path, name)
  })
}

/** What a script uses and this version lacks. */
export function missingMembers(text: string): string[] {
  return missingOf(membersUsed(text))
}

export async function judge(script: string, host: Host): Promise<Verdict> {
  const text = readFileSync(script, 'utf8')
  const members = membersUsed(text)
  const missing = missingOf(members)
  if (missing.length > 0) return { kind: 'ineligible', missing }
  const { difference, columnOrderDiffers } = await compareWithRecord(script, text, host)
  if (difference === null) return { kind: 'passed', columnOrderDiffers }
  // a recorded error that is no crash of the reference is to be ours too, whatever else may differ
  const recorded = recordedError(script)
  const packages = catalogue()
  const differing = [...members.filter(m => packages.member(...split(m))?.differs), ...operatorsThatDiffer(text)]
  if (recorded !== null && !excuses(recorded, differing)) return { kind: 'failed', difference }
  return differing.length > 0 ? { kind: 'expected', difference, members: differing } : { kind: 'failed', difference }
}

/** A `differs` text speaks of a recorded error only where the error names its member, or is a crash. */
function excuses(recorded: string, differing: readonly string[]): boolean {
  if (recorded.startsWith('panic') || recorded.includes('invalid physical query plan')) return true
  return differing.some(member => recorded.includes(`error calling function "${split(member)[1]}"`))
}

function operatorsThatDiffer(text: string): string[] {
  const found = new Set<string>()
  walk(parse(text), node => {
    if (node.kind === 'BinaryExpression' && operatorDiffers[node.operator]) found.add(`operator ${node.operator}`)
    return true
  })
  return [...found]
}

function recordedError(script: string): string | null {
  const path = script.replace(/\.flux$/, '.error')
  return existsSync(path) ? readFileSync(path, 'utf8') : null
}

async function compareWithRecord(
  script: string,
  text: string,
  host: Host,
): Promise<{ difference: string | null; columnOrderDiffers: boolean }> {
  const base = script.replace(/\.flux$/, '')
  const read = (ending: string): string | null =>
    existsSync(base + ending) ? readFileSync(base + ending, 'utf8') : null
  const [csv, error, meta] = [read('.csv'), read('.error'), read('.meta') ?? '']
  const { results, failure } = await run(analyze(text), host)
  if (failure?.message.startsWith('Internal error')) throw new Error(failure.official)
  const wrongError = compareErrors(error, failure?.official ?? null)
  if (wrongError !== null) return { difference: wrongError, columnOrderDiffers: false }
  if (csv === null || (csv.trim() === '' && results.length === 0))
    return { difference: null, columnOrderDiffers: false }
  const freedom = { tables: /tables/.test(meta), rows: /rows/.test(meta) }
  const { difference, columnOrderDiffers } = compareResults(decode(csv), throughCsv(results), freedom)
  return { difference, columnOrderDiffers: columnOrderDiffers && !/columns/.test(meta) }
}

/** Null when the recorded message stands in ours, or there is neither. */
function compareErrors(recorded: string | null, ours: string | null): string | null {
  if (recorded === null) return ours === null ? null : `expected no error, found: ${ours}`
  if (ours === null) return `expected the error: ${recorded}`
  return typesSorted(ours).includes(typesSorted(withoutLibraryFrames(recorded)))
    ? null
    : `expected the error: ${recorded}\n      found: ${ours}`
}

/** Which of two colliding types is named first depends on which table the reference happens to meet first. */
function typesSorted(message: string): string {
  return message.replace(/both of type (\w+) and (\w+)/, (_, a, b) => `both of type ${[a, b].sort().join(' and ')}`)
}

/** Frames inside the reference's own library, and a digit run it prints by mistake, are not for us to repeat. */
function withoutLibraryFrames(message: string): string {
  return message
    .trim()
    .replaceAll('123expected', 'expected')
    .replace(/error calling function "[^"]*" @[^ ]*\|[^ ]*: /g, '')
    .replace(/(?<=cannot compile) @ [^ ]*\.flux\|[^ ]*(?=: )/, '')
}

/** An empty text is no result; the recorded files end their lines with LF. */
function decode(csv: string): Named[] {
  return csv.trim() === '' ? [] : decodeAnnotatedCsv(csv).filter(r => r.name !== '')
}

/** As the recorded answer came: texts that are empty have become nulls on the way. */
function throughCsv(results: readonly Named[]): Named[] {
  return results.length === 0 ? [] : decode([...encodeAnnotatedCsv(results)].join(''))
}
