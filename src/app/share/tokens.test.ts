// Secrets in scripts are found where they stand, and can be moved out of them.
import { expect, test } from 'vitest'
import { analyze } from '../../flux.ts'
import { secretsIn, withSecretsMoved } from './tokens.ts'

const script = `import "http"

from(bucket: "b", host: "http://h", org: "o", token: "abc==")
    |> range(start: -1h)
    |> to(bucket: "c", host: "http://h", org: "o", token: "abc==")
http.post(url: "http://x", headers: {"Authorization": "Token def"}, data: bytes(v: "x"))
`

test('secrets are found where they stand', () => {
  expect(secretsIn(script).map(s => [s.name, script.slice(s.from, s.to)])).toEqual([
    ['token', 'abc=='],
    ['token', 'abc=='],
    ['Authorization', 'Token def'],
  ])
  expect(secretsIn('to(token: secrets.get(key: "T"))\nx = {token: ""}\ny = "token: no"')).toEqual([])
})

test('moved out, the script is right and has none left', () => {
  const { text, secrets } = withSecretsMoved(script)
  expect(secrets).toEqual({ TOKEN: 'abc==', AUTHORIZATION: 'Token def' })
  expect(secretsIn(text)).toEqual([])
  expect(text).not.toContain('abc==')
  expect(analyze(text).diagnostics.filter(d => d.severity === 'error')).toEqual([])
})

test('two secrets of one name have keys of their own', () => {
  expect(withSecretsMoved('a(token: "x")\nb(token: "y")').secrets).toEqual({ TOKEN: 'x', TOKEN_2: 'y' })
})
