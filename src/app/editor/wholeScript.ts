// Changes to all of the script, in whichever editor is on screen: laying it out, and every fix that very likely is right.
import type { TextEdit } from '../../workers/protocol.ts'
import type { Page } from '../page.ts'
import { say } from '../state/share.ts'

export async function layOut({ session, editor }: Page): Promise<void> {
  const { text, problems } = session.program.getState()
  const script = { text, variables: session.variables.record(0, 0), span: null }
  const edits = await session.language(service => service.format(script))
  if (!edits || !editor || session.program.getState().text !== text) return
  if (edits.length > 0) editor.apply(edits)
  else if (problems?.some(one => one.severity === 'error'))
    say(session.share, 'A script with mistakes cannot be laid out. Mend them first.')
}

/** The preferred fixes of the problems that are told; of fixes that overlap, the first. */
function sureFixes({ session }: Page): readonly (readonly TextEdit[])[] {
  const { problems, checkedText, text } = session.program.getState()
  if (!problems || checkedText !== text) return []
  const taken: TextEdit[] = []
  return problems.flatMap(({ fixes = [] }) => {
    const fix = fixes.find(one => one.preferred)
    if (!fix || fix.edits.some(edit => taken.some(other => edit.from <= other.to && other.from <= edit.to))) return []
    taken.push(...fix.edits)
    return [fix.edits]
  })
}

export function canFixAll(page: Page): boolean {
  return sureFixes(page).length > 1
}

export function fixAll(page: Page): void {
  page.editor?.apply(sureFixes(page).flat())
}
