// The content-security policy of the built page. It is a meta element, because a static host sets no headers; workers
// start from a blob: address so that it binds them too (src/workers/bootstrap.ts).
import type { Plugin } from 'vite'

export const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "worker-src 'self' blob:",
  "connect-src 'self' http: https:",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self'",
  "img-src 'self' data: blob:",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ')

/** Puts the policy first in the head of the built page; the development server needs inline scripts and has none. */
export function policyInPage(): Plugin {
  return {
    name: 'flux-policy',
    apply: 'build',
    transformIndexHtml: () => [
      { tag: 'meta', attrs: { 'http-equiv': 'Content-Security-Policy', content: policy }, injectTo: 'head-prepend' },
    ],
  }
}
