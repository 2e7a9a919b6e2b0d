// What a worker's code loses of a declaration, and that it loses nothing else.
import { parseAst } from 'vite'
import { expect, test } from 'vitest'
import { withoutDocumentation } from './withoutDocumentation.ts'

type Transform = (this: { parse: typeof parseAst }, code: string, id: string) => { code: string } | null

function transformed(code: string, id = '/home/src/stdlib/x.ts'): string | null {
  const transform = withoutDocumentation().transform as unknown as Transform
  return transform.call({ parse: parseAst }, code, id)?.code ?? null
}

test('texts go, whatever makes them, and the rest of the declaration stays', () => {
  const code = `const x = fn('(v: int) => int', {
  summary: 'Doubles, "twice".',
  params: { ...shared, v: 'A number, {odd} or not.' },
  defaults: { v: 1n },
  examples: [\`x(v: 2) // \${4}\`],
  call: ({ v }) => 2n * v,
  differs: 'Never.'
})`
  expect(transformed(code)!.replace(/\s+/g, ' ')).toBe(
    "const x = fn('(v: int) => int', { defaults: { v: 1n }, call: ({ v }) => 2n * v, })",
  )
})

test('an object that is no declaration is left alone', () => {
  expect(transformed('send({ params: { a: 1 }, examples: 2 })')).toBeNull()
  expect(transformed('const summary = { summary: "s", params: 1 }', '/home/src/library/x.ts')).toBeNull()
})
