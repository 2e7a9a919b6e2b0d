// A sentence of the library, with what is between backticks as code.

export function Prose({ text }: { readonly text: string }) {
  return (
    <p>
      {text.split(/(`[^`]*`)/).map((part, place) =>
        // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one sentence never move
        part.startsWith('`') ? <code key={place}>{part.slice(1, -1)}</code> : part,
      )}
    </p>
  )
}
