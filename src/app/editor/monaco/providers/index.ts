// Everything the language worker knows, for one mounted editor. The answers are the worker's; here they only change form.
import type { Page } from '../../../page.ts'
import { provideActions } from './actions.ts'
import { askingFor, type Model } from './asking.ts'
import { provideCompletion, provideSignatures } from './completion.ts'
import { provideDefinitions, provideHover, provideReferences, provideRename } from './names.ts'
import { provideFormatting, provideOutline, provideShape, provideTypeHints } from './structure.ts'

/** Answers how to take it back. */
export function provideLanguage(page: Page, model: Model): () => void {
  const asking = askingFor(page, model)
  const provided = [
    provideCompletion(asking),
    provideSignatures(asking),
    provideHover(asking),
    ...provideDefinitions(asking),
    ...provideReferences(asking),
    provideRename(asking),
    provideOutline(asking),
    ...provideShape(asking),
    ...provideFormatting(asking),
    provideTypeHints(asking),
    provideActions(asking),
  ]
  return () => {
    for (const one of provided) one.dispose()
  }
}
