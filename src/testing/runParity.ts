// `npm run parity -- --flux DIR [--oracle FILE]`: how we compare with the official front end on the sources in DIR, a
// checkout of influxdata/flux. Without the oracle only what can be judged alone is: that everything parses, and that
// formatting is stable. Options: --corpus DIR (more programs), --programs N, --seed N, --show N.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { analyze } from '../flux.ts'
import { standardTypes, typeText } from '../semantics/index.ts'
import { format, parse } from '../syntax/index.ts'
import { Agreement } from './parity/agreement.ts'
import { mutated, Random } from './parity/mutate.ts'
import { comparable, difference, officialTree } from './parity/officialTree.ts'
import { loadOracle, type Oracle } from './parity/oracle.ts'

interface Options {
  readonly flux: string
  readonly corpus: string | null
  readonly oracle: string | null
  readonly programs: number
  readonly seed: number
  /** How many disagreements of a kind are shown. */
  readonly show: number
}

interface Script {
  readonly name: string
  readonly text: string
}

/** One line of the table. */
interface Row {
  readonly what: string
  readonly good: number
  readonly of: number
  /** The share that must be reached. */
  readonly target: number
  readonly notes: readonly string[]
}

const write = (line: string): boolean => process.stdout.write(`${line}\n`)

function scripts(dir: string): Script[] {
  return readdirSync(dir, { withFileTypes: true }).flatMap(entry => {
    const path = join(dir, entry.name)
    if (entry.isDirectory()) return scripts(path)
    return entry.name.endsWith('.flux') ? [{ name: path, text: readFileSync(path, 'utf8') }] : []
  })
}

/** The examples in a source's documentation comments; some of their lines carry a mark. */
function snippets({ text }: Script): string[] {
  const found: string[] = []
  for (const [, body] of text.matchAll(/^\/\/ ```[a-z]*\n((?:\/\/.*\n)*?)\/\/ ```/gm)) {
    found.push(body!.replace(/^\/\/ ?(?:[#<>] ?)?/gm, ''))
  }
  return found
}

async function trees(files: readonly Script[], oracle: Oracle | null): Promise<Row> {
  const notes: string[] = []
  let good = 0
  for (const { name, text } of files) {
    const file = parse(text)
    const theirs = oracle && (await oracle.tree(text))
    // Beyond the nesting limit ours is none, and both refuse.
    const { message } = file.errors.at(-1) ?? {}
    const deep = file.tooDeep && (await oracle?.errors(text))?.some(one => one.message === message)
    const found = theirs && !deep && difference(officialTree(file), comparable(theirs))
    if (found) notes.push(`${name}: ${found}`)
    else if (theirs || !oracle) good++
    else notes.push(`${name}: no answer`)
  }
  return { what: oracle ? 'same tree' : 'parsed', good, of: files.length, target: 1, notes }
}

async function formatting(files: readonly Script[], oracle: Oracle | null): Promise<Row> {
  const notes: string[] = []
  let [good, of] = [0, 0]
  for (const { name, text } of files) {
    const ours = format(text)
    const theirs = oracle ? await oracle.format(text) : null
    if (theirs === 'refused' && 'problems' in ours) continue
    of++
    if (!('text' in ours)) notes.push(`${name}: refused`)
    else if (format(ours.text) === ours) notes.push(`${name}: not stable`)
    else if (theirs && (theirs === 'refused' || theirs.text !== ours.text)) notes.push(`${name}: another layout`)
    else good++
  }
  return { what: oracle ? 'same formatted text' : 'formatted', good, of, target: 1, notes }
}

async function memberTypes(oracle: Oracle): Promise<Row> {
  const notes: string[] = []
  let [good, of] = [0, 0]
  for (const path of standardTypes.paths()) {
    for (const name of standardTypes.signatures(path)!.keys()) {
      const program = `import m "${path}"\n\nx = m.${name}\n`
      const theirs = await oracle.hover(program, 2, 0)
      const { file, typeOf } = analyze(program)
      const [statement] = file.body
      const type = statement?.kind === 'VariableAssignment' ? typeOf(statement.id) : null
      const ours = type && typeText(type)
      if (theirs === null) continue
      of++
      // The official printer breaks even an empty list of parameters when the result is broken.
      if (ours === theirs.replace(/^\(\s+\)/, '()')) good++
      else notes.push(`${path}.${name}: ${ours} instead of ${theirs}`)
    }
  }
  return { what: 'same type of a member', good, of, target: 1, notes }
}

/** `pools` are kinds of programs, of which each is to be seen equally often. */
async function agreement(pools: readonly (readonly string[])[], options: Options, oracle: Oracle): Promise<Row[]> {
  const random = new Random(options.seed)
  const found = new Agreement()
  const seeds = pools.filter(pool => pool.length > 0)
  let silent = 0
  while (found.programs + silent < options.programs) {
    const program = mutated(random.pick(random.pick(seeds)), random)
    const theirs = await oracle.errors(program)
    if (theirs) found.add(program, analyze(program).diagnostics, theirs)
    else silent++
  }
  const notes = (kind: string): string[] =>
    found.disagreements
      .filter(one => one.kind === kind)
      .map(one => `${kind}\n  ours:   ${one.ours}\n  theirs: ${one.theirs}\n${one.program.replace(/^/gm, '    | ')}`)
  const { programs: of } = found
  return [
    {
      what: `accepted or refused alike (${silent} without an answer)`,
      good: found.sameVerdict,
      of,
      target: 0.998,
      notes: notes('verdict'),
    },
    {
      what: 'first error in the same statement',
      good: found.sameStatement,
      of: found.bothRefuse,
      target: 0.98,
      notes: notes('statement'),
    },
    {
      what: 'same first message where it parses',
      good: found.sameMessage,
      of: found.parsed,
      target: 0.97,
      notes: notes('message'),
    },
  ]
}

async function main(options: Options): Promise<number> {
  const oracle = options.oracle === null ? null : await loadOracle(options.oracle)
  const files = scripts(options.flux)
  const rows = [await trees(files, oracle), await formatting(files, oracle)]
  if (oracle) {
    const more = options.corpus === null ? [] : scripts(options.corpus)
    const programs = [files.map(one => one.text), more.map(one => one.text), files.flatMap(snippets)]
    rows.push(await memberTypes(oracle), ...(await agreement(programs, options, oracle)))
    await oracle.close()
  }
  for (const { what, notes } of rows) {
    if (notes.length > 0 && options.show > 0) write(`── ${what}`)
    for (const note of notes.slice(0, options.show)) write(note)
  }
  for (const { what, good, of, target } of rows) {
    const share = of > 0 ? good / of : 1
    const verdict = share >= target ? 'ok    ' : 'MISSED'
    write(`${verdict} ${what}: ${good}/${of} (${(share * 100).toFixed(2)} %, target ${target * 100} %)`)
  }
  return rows.every(({ good, of, target }) => of === 0 || good / of >= target) ? 0 : 1
}

function readOptions(args: readonly string[]): Options {
  const value = (name: string): string | null => (args.includes(name) ? (args[args.indexOf(name) + 1] ?? null) : null)
  const flux = value('--flux')
  if (flux === null) {
    write('usage: parity --flux DIR [--oracle FILE] [--corpus DIR] [--programs N] [--seed N] [--show N]')
    process.exit(2)
  }
  return {
    flux,
    corpus: value('--corpus'),
    oracle: value('--oracle'),
    programs: Number(value('--programs') ?? 20_000),
    seed: Number(value('--seed') ?? 1),
    show: Number(value('--show') ?? 5),
  }
}

process.exitCode = await main(readOptions(process.argv.slice(2)))
