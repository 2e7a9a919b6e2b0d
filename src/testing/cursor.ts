// A text with its cursor in it, as tests of editor features write it: `|`, unless it begins a pipe.

export function atCursor(marked: string): { readonly text: string; readonly offset: number } {
  const offset = marked.search(/\|(?![>])/)
  if (offset < 0) throw new Error(`no cursor in ${marked}`)
  return { text: marked.slice(0, offset) + marked.slice(offset + 1), offset }
}
