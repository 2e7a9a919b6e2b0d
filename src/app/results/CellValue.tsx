// A value in a cell, a caption or a list: what is muted in it, and what would be invisible made visible.
import type { CellText } from './cellText.ts'

export function CellValue({ text }: { readonly text: CellText }) {
  if (text.kind !== 'value') return <span className={text.kind}>{text.text}</span>
  return (
    <>
      {text.before && <span className="blank">{text.before}</span>}
      {text.text}
      {text.zeros && <span className="zeros">{text.zeros}</span>}
      {text.end}
      {text.after && <span className="blank">{text.after}</span>}
    </>
  )
}
