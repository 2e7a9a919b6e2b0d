// Operands whose types nothing tells before they are there, and bytes that are no text.
import { expect, test } from 'vitest'
import { tablesOf } from '../../testing/scriptTables.ts'

const preamble = `import "array"
import "contrib/bonitoo-io/hex"
import "experimental/json"

d = json.parse(data: bytes(v: "{\\"a\\": 2.0, \\"b\\": null}"))
rows = array.from(rows: [{x: 1.5}, {x: -4.0}])
`

test('parts of parsed JSON count with columns, and a null in it does not exist', async () => {
  expect(await tablesOf(`${preamble}rows |> map(fn: (r) => ({y: r.x * d.a, e: exists d.b, f: exists d.a}))`)).toEqual([
    'y: 3 -8 | e: false false | f: true true',
  ])
})

test('bytes that are not UTF-8 are no string', async () => {
  const script = (bytes: string): string => `${preamble}array.from(rows: [{x: string(v: hex.bytes(v: "${bytes}"))}])`
  expect(await tablesOf(script('41c3a9'))).toEqual(['x: Aé'])
  expect((await tablesOf(script('ff41')))[0]).toContain('bytes contained non utf8 bytes')
})
