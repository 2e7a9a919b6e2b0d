// Changes to all of the script, in whichever editor is on screen: laying it out, and every fix that very likely is right.
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

/** Of one fix the button beside its message is enough. */
export function canFixAll({ session }: Page): boolean {
  const { problems } = session.program.getState()
  return (problems ?? []).filter(({ fixes = [] }) => fixes.some(one => one.preferred)).length > 1
}

export async function fixAll({ session, editor }: Page): Promise<void> {
  const { text } = session.program.getState()
  const script = { text, variables: session.variables.record(0, 0) }
  const edits = await session.language(service => service.fixAll(script))
  if (edits && edits.length > 0 && session.program.getState().text === text) editor?.apply(edits)
}
