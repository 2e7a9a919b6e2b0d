// The light bulb: fixes for what is wrong at the cursor, and changes that keep what the script means.
import { languages } from 'monaco-editor/editor'
import type { CodeAction } from '../../../../workers/protocol.ts'
import { languageId } from '../language.ts'
import { type Asking, editsOf, type IDisposable, spanOf } from './asking.ts'

const kinds: Readonly<Record<CodeAction['kind'], string>> = {
  fix: 'quickfix',
  extract: 'refactor.extract',
  inline: 'refactor.inline',
  rewrite: 'refactor.rewrite',
}

export function provideActions({ ask, model }: Asking): IDisposable {
  return languages.registerCodeActionProvider(
    languageId,
    {
      async provideCodeActions(asked, range, { markers, only }) {
        if (asked !== model) return null
        const found = await ask((service, script) => service.actions({ ...script, ...spanOf(model, range) }))
        const actions = (found ?? [])
          .filter(({ kind }) => only === undefined || kinds[kind].startsWith(only))
          .map(
            (action): languages.CodeAction => ({
              title: action.title,
              kind: kinds[action.kind],
              isPreferred: action.preferred,
              ...(action.kind === 'fix' ? { diagnostics: markers } : {}),
              edit: {
                edits: editsOf(model, action.edits).map(textEdit => ({
                  resource: model.uri,
                  textEdit,
                  versionId: model.getVersionId(),
                })),
              },
            }),
          )
        return { actions, dispose: () => {} }
      },
    },
    { providedCodeActionKinds: Object.values(kinds) },
  )
}
