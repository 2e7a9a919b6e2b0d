// Leaves what members of the library say of themselves out of a worker's code: a run reads none of it, and it is a fifth
// of what has to be loaded. Members keep everything that a call needs.
import type { Plugin } from 'vite'

/** Properties of a declaration that are texts for readers; one that has the first two is a member's. */
const texts = ['summary', 'params', 'examples', 'differs']

interface Node {
  readonly type: string
  readonly start: number
  readonly end: number
  readonly [key: string]: unknown
}

export function withoutDocumentation(): Plugin {
  return {
    name: 'flux-without-documentation',
    transform(code, id) {
      if (!/\/src\/stdlib\/[^?]*\.ts$/.test(id)) return null
      const cut = documentationIn(this.parse(code) as unknown as Node)
      return cut.length === 0 ? null : { code: withoutRanges(code, cut), map: null }
    },
  }
}

type Range = readonly [from: number, to: number]

/** Where the texts are, in order. */
function documentationIn(program: Node): Range[] {
  const found: Range[] = []
  visit(program, node => {
    if (node.type !== 'ObjectExpression') return
    const properties = node.properties as readonly Node[]
    const named = (name: string): Node | undefined => properties.find(p => nameOf(p) === name)
    if (!named('summary') || !named('params')) return
    for (const p of properties) if (texts.includes(nameOf(p) ?? '')) found.push([p.start, p.end])
  })
  return found.sort(([a], [b]) => a - b)
}

function nameOf({ type, key, computed }: Node): string | null {
  return type === 'Property' && computed !== true ? ((key as { name?: string }).name ?? null) : null
}

function visit(value: unknown, see: (node: Node) => void): void {
  if (Array.isArray(value)) for (const one of value) visit(one, see)
  else if (typeof value === 'object' && value !== null) {
    if ('type' in value && 'start' in value) see(value as Node)
    for (const child of Object.values(value)) if (typeof child === 'object') visit(child, see)
  }
}

/** Each range goes with the comma behind it. */
function withoutRanges(code: string, ranges: readonly Range[]): string {
  let out = ''
  let at = 0
  for (const [from, to] of ranges) {
    out += code.slice(at, from)
    at = to + (/^\s*,/.exec(code.slice(to, to + 50))?.[0].length ?? 0)
  }
  return out + code.slice(at)
}
