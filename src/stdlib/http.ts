// http: requests that have an effect, and what they are made of.
import { fn, packageOf } from '../library/index.ts'
import { endpoint, post } from './http/endpoint.ts'
import { base64 } from './json/encoding.ts'

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)
const plain = /[A-Za-z0-9\-_.~$&+=:@]/

export const http = packageOf('http', 'Sends requests over HTTP.', {
  post,
  endpoint,
  pathEscape: fn('(inputString: string) => string', {
    summary: 'A text as one segment of the path of an address.',
    params: { inputString: 'The text.' },
    examples: ['http.pathEscape(inputString: "a b/c") // "a%20b%2Fc"'],
    call: ({ inputString }) =>
      Array.from(utf8(inputString), byte => {
        const c = String.fromCharCode(byte)
        return plain.test(c) ? c : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`
      }).join(''),
  }),
  basicAuth: fn('(p: string, u: string) => string', {
    summary: 'The value of the header `Authorization` for a user name and a password.',
    params: { u: 'The user name.', p: 'The password.' },
    examples: ['http.basicAuth(u: "user", p: "pass") // "Basic dXNlcjpwYXNz"'],
    call: ({ u, p }) => `Basic ${base64(utf8(`${u}:${p}`))}`,
  }),
})
