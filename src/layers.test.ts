// The layer table of src/README.md, enforced: every import of every file is read with the bundler's own parser
// (static, `import type`, `export from`, `import()`, `new URL(…, import.meta.url)`), and an edge the table does not
// have, a reach past an index.ts, or a cycle between files fails.
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { parseSync } from 'vite'
import { describe, expect, test } from 'vitest'

const root = resolve(import.meta.dirname)

/** Who may import whom, by the first folder (or file) under src. `app` parts have rows of their own. */
const table: Record<string, readonly string[]> = {
  syntax: [],
  values: [],
  semantics: ['syntax'],
  tables: ['values'],
  formats: ['values', 'tables'],
  library: ['syntax', 'semantics', 'values', 'tables'],
  evaluator: ['syntax', 'semantics', 'values', 'tables', 'library'],
  stdlib: ['values', 'tables', 'formats', 'library'],
  language: ['syntax', 'semantics', 'library'],
  'flux.ts': ['syntax', 'semantics', 'values', 'tables', 'formats', 'library', 'evaluator', 'stdlib'],
  buckets: ['values', 'tables', 'formats', 'library'],
  remote: ['values', 'tables', 'formats', 'library'],
  tasks: ['values', 'tables', 'formats', 'library'],
  hosts: ['values', 'tables', 'formats', 'library', 'buckets', 'remote'],
  'workers/protocol.ts': ['values', 'tables', 'formats', 'semantics', 'library', 'buckets', 'tasks'],
  'workers/rpc.ts': [],
  'workers/pack.ts': ['tables', 'values'],
  'workers/clients.ts': ['tables', 'values'],
  'workers/bootstrap.ts': [],
  workers: ['flux.ts', 'language', 'hosts', 'buckets', 'remote', 'tasks', 'library', 'tables', 'values', 'formats'],
  'cli.ts': ['flux.ts', 'language', 'hosts', 'buckets', 'remote', 'tasks', 'workers', 'tables', 'values', 'formats'],
  'app/state': ['workers/clients.ts', 'workers/protocol.ts', 'tables', 'values', 'examples'],
  'app/editor': ['workers/clients.ts', 'workers/protocol.ts', 'tables', 'values', 'examples', 'syntax', 'app'],
  app: ['workers/clients.ts', 'workers/protocol.ts', 'tables', 'values', 'examples'],
  serve: [],
  examples: [],
  testing: ['*'],
  bench: ['*'],
}

/** Folders whose cross-folder imports go to single files, because they have no one front door. */
const openDoors = new Set(['workers', 'app', 'testing', 'examples', 'serve'])

const pure = [
  'syntax',
  'semantics',
  'values',
  'tables',
  'formats',
  'library',
  'evaluator',
  'stdlib',
  'language',
  'flux.ts',
]
const outside =
  /(?<![.\w'"`])(window|document|self|fetch|localStorage|sessionStorage|indexedDB|setTimeout|setInterval|queueMicrotask|console)\s*[.(]|\bDate\.now\b|\bMath\.random\b|new Date\(\)/

function sources(dir: string): string[] {
  return readdirSync(dir, { withFileTypes: true }).flatMap(entry => {
    const path = join(dir, entry.name)
    if (entry.isDirectory()) return entry.name === 'testdata' || entry.name === 'corpus' ? [] : sources(path)
    return /\.tsx?$/.test(entry.name) ? [path] : []
  })
}

interface Node {
  type: string
  [key: string]: unknown
}

/** Every module a source text names, whatever the form. */
function importsOf(file: string, text: string): string[] {
  const { program, module } = parseSync(file, text)
  const found = [
    ...module.staticImports.map(i => i.moduleRequest.value),
    ...module.staticExports.flatMap(e => e.entries.flatMap(x => (x.moduleRequest ? [x.moduleRequest.value] : []))),
  ]
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) {
      for (const each of node) visit(each)
      return
    }
    if (!node || typeof node !== 'object') return
    const n = node as Node
    if (n.type === 'ImportExpression' || n.type === 'TSImportType') {
      const source = (n.source ?? n.argument) as { value?: unknown; literal?: { value?: unknown } }
      const value = source?.value ?? source?.literal?.value
      if (typeof value === 'string') found.push(value)
    }
    if (n.type === 'NewExpression' && (n.callee as Node & { name?: string }).name === 'URL') {
      const [first, second] = n.arguments as Array<Node & { value?: unknown; object?: Node }>
      if (typeof first?.value === 'string' && second?.type === 'MemberExpression') found.push(first.value)
    }
    for (const key in n) if (key !== 'type') visit(n[key])
  }
  visit(program)
  return [...new Set(found)].filter(m => m.startsWith('.')).map(m => m.replace(/\?.*$/, ''))
}

/** The row of the table a file belongs to: the longest prefix that has one. */
function rowOf(path: string): string {
  const parts = path.split('/')
  for (let n = parts.length; n > 0; n--) {
    const prefix = parts.slice(0, n).join('/')
    if (prefix in table) return prefix
  }
  return parts[0]
}

function violations(files: ReadonlyMap<string, readonly string[]>): string[] {
  const wrong: string[] = []
  for (const [from, targets] of files) {
    const row = rowOf(from)
    const allowed = table[row]
    if (!allowed) {
      wrong.push(`${from}: no row in the layer table`)
      continue
    }
    for (const to of targets) {
      const [here, there] = [from.split('/')[0], to.split('/')[0]]
      if (here === there && (here !== 'workers' || !from.endsWith('clients.ts'))) {
        if (row === 'app/state' && rowOf(to) !== 'app/state') wrong.push(`${from} -> ${to}: state knows no components`)
        continue
      }
      const targetRow = rowOf(to)
      const ok = allowed.includes('*') || allowed.includes(targetRow) || allowed.includes(there) || here === there
      if (!ok) wrong.push(`${from} -> ${to}: ${row} may not import ${targetRow}`)
      else if (
        to.includes('/') &&
        !openDoors.has(there) &&
        !/^[^/]+\/index\.tsx?$/.test(to) &&
        here !== 'testing' &&
        here !== 'bench'
      )
        wrong.push(`${from} -> ${to}: go through ${there}/index.ts`)
    }
  }
  return wrong
}

function cycle(files: ReadonlyMap<string, readonly string[]>): string[] | null {
  const state = new Map<string, 'open' | 'done'>()
  const path: string[] = []
  const walk = (file: string): string[] | null => {
    if (state.get(file) === 'done') return null
    if (state.get(file) === 'open') return [...path.slice(path.indexOf(file)), file]
    state.set(file, 'open')
    path.push(file)
    for (const next of files.get(file) ?? []) {
      const found = walk(next)
      if (found) return found
    }
    path.pop()
    state.set(file, 'done')
    return null
  }
  for (const file of files.keys()) {
    const found = walk(file)
    if (found) return found
  }
  return null
}

const graph = new Map<string, string[]>()
const texts = new Map<string, string>()
for (const path of sources(root)) {
  const name = relative(root, path)
  if (/\.(test|bench)\.tsx?$/.test(name)) continue
  const text = readFileSync(path, 'utf8')
  texts.set(name, text)
  graph.set(
    name,
    importsOf(path, text)
      .map(m => relative(root, resolve(dirname(path), m)))
      .filter(m => /\.tsx?$/.test(m) && !m.startsWith('..')),
  )
}

/** Texts in backquotes are Flux or messages, not code of ours. */
const withoutTemplates = (text: string): string =>
  text.replace(/`(?:[^`\\]|\\.)*`/g, template => template.replace(/[^\n]/g, ''))

describe('layers', () => {
  test('no import crosses the table', () => expect(violations(graph)).toEqual([]))

  test('no cycle between files', () => expect(cycle(graph)).toBeNull())

  test('the pure layers touch nothing of the outside', () => {
    const wrong = [...texts].flatMap(([name, text]) =>
      pure.includes(name.split('/')[0])
        ? withoutTemplates(text)
            .split('\n')
            .flatMap((line, i) => {
              const code = line.replace(/\/\/.*|\/?\*.*|'(?:[^'\\]|\\.)*'|`[^`]*`/g, '')
              return outside.test(code) ? [`${name}:${i + 1}: ${line.trim()}`] : []
            })
        : [],
    )
    expect(wrong).toEqual([])
  })

  test('no file is a drawer for everything', () => {
    expect([...texts.keys()].filter(f => /(^|\/)(utils?|helpers?|common|misc)(\.tsx?|\/)/.test(f))).toEqual([])
  })

  test('the rules themselves catch what they should', () => {
    expect(violations(new Map([['syntax/a.ts', ['values/index.ts']]]))).toHaveLength(1)
    expect(violations(new Map([['tables/a.ts', ['values/time.ts']]]))).toHaveLength(1)
    expect(violations(new Map([['app/state/a.ts', ['app/layout/b.tsx']]]))).toHaveLength(1)
    expect(violations(new Map([['app/shell.tsx', ['flux.ts']]]))).toHaveLength(1)
    expect(violations(new Map([['nowhere/a.ts', []]]))).toHaveLength(1)
    expect(
      cycle(
        new Map([
          ['a', ['b']],
          ['b', ['c']],
          ['c', ['a']],
        ]),
      ),
    ).toEqual(['a', 'b', 'c', 'a'])
    const text =
      'import type { A } from "./a.ts"; export * from "./b.ts"; const u = new URL("./c.ts", import.meta.url); import("./d.ts")'
    expect(importsOf('x.ts', text)).toEqual(['./a.ts', './b.ts', './c.ts', './d.ts'])
  })
})
