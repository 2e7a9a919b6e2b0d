// Beside a script's name: that the file it is in does not have its text yet.
import type { DocumentEntry } from '../state/program.ts'
import './scripts.css'

export function FileSign({ file }: Pick<DocumentEntry, 'file'>) {
  if (!file?.differs) return null
  const words = `not saved to ${file.name}`
  return <span className="file-sign" role="img" aria-label={words} title={words} />
}
