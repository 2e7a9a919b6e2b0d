// A snippet for an editor that has no places to go through: its text, and what of it is selected first.

export interface SnippetText {
  readonly text: string
  /** The first place, or the end. */
  readonly from: number
  readonly to: number
}

export function snippetText(insert: string): SnippetText {
  let text = ''
  let first: { from: number; to: number } | null = null
  let last: number | null = null
  let at = 0
  for (const place of insert.matchAll(/\$(?:(\d)|\{(\d):([^}]*)\})/g)) {
    text += insert.slice(at, place.index)
    const number = place[1] ?? place[2]
    const standard = place[3] ?? ''
    if (number === '0') last = text.length
    else first ??= { from: text.length, to: text.length + standard.length }
    text += standard
    at = place.index + place[0].length
  }
  text += insert.slice(at)
  const end = last ?? text.length
  return { text, ...(first ?? { from: end, to: end }) }
}
