// The address of a page of the reference: `#ref/` and the package's path, and behind a last slash the member.
import type { MemberName } from '../../workers/protocol.ts'

export function referenceAddress({ path, name }: MemberName): string {
  return `#ref/${path}/${name}`
}

/** What an address leads to; null for an address of another kind. A path alone is its package. */
export function readReferenceAddress(hash: string): MemberName | null {
  const found = /^#ref\/([\w/.-]+?)\/?(?:\/(\w*))?$/.exec(hash)
  if (!found) return null
  const [, whole, name = ''] = found
  return hash.endsWith('/') || name === '' ? { path: whole!.replace(/\/$/, ''), name: '' } : { path: whole!, name }
}
