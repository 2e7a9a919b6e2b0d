// Completion and signature help while a call is being written.
import { languages } from 'monaco-editor/editor'
import type { Completions, MemberName } from '../../../../workers/protocol.ts'
import { languageId } from '../language.ts'
import { type Asking, editsOf, type IDisposable, rangeOf } from './asking.ts'
import { descriptionOf, markdown, prose } from './markdown.ts'

const { CompletionItemKind, CompletionItemInsertTextRule } = languages

type Item = Completions['items'][number]

const kinds: Readonly<Record<Item['kind'], languages.CompletionItemKind>> = {
  function: CompletionItemKind.Function,
  constant: CompletionItemKind.Constant,
  variable: CompletionItemKind.Variable,
  parameter: CompletionItemKind.Property,
  column: CompletionItemKind.Field,
  field: CompletionItemKind.Field,
  package: CompletionItemKind.Module,
  keyword: CompletionItemKind.Keyword,
  option: CompletionItemKind.Property,
  value: CompletionItemKind.Value,
  snippet: CompletionItemKind.Snippet,
}

/** A space opens the list only where something has to follow it. */
const opening = /(?:\|>|[:=<>]|\b(?:and|or|not|exists|option|import|then|else))\s$/

interface Offered extends languages.CompletionItem {
  readonly member: MemberName | null
}

export function provideCompletion({ ask, model }: Asking): IDisposable {
  return languages.registerCompletionItemProvider(languageId, {
    // Not brackets and commas: Enter behind those begins a line, and must not take an item.
    triggerCharacters: ['.', '"', '>', ' '],
    async provideCompletionItems(asked, position, { triggerCharacter }) {
      if (asked !== model) return null
      const offset = model.getOffsetAt(position)
      const line = model.getLineContent(position.lineNumber).slice(0, position.column - 1)
      if (triggerCharacter === ' ' && !opening.test(line)) return null
      if (triggerCharacter === '>' && !line.endsWith('|>')) return null
      // A list stays right while letters are added to the word: Monaco lets go of it when more has changed.
      const found = await ask((service, script) => service.complete({ ...script, offset }), true)
      if (!found) return null
      const range = rangeOf(model, found.replaces)
      if (range.startLineNumber !== range.endLineNumber) return null
      // Behind `|>` comes a space, whether it was written or not.
      const space = line.endsWith('|>') ? ' ' : ''
      const suggestions = found.items.map(
        (item, place): Offered => ({
          label: { label: item.label, description: item.detail.length > 60 ? '' : item.detail },
          detail: item.detail,
          kind: kinds[item.kind],
          insertText: space + item.insert,
          filterText: space + item.label,
          range,
          sortText: String(place).padStart(5, '0'),
          ...(item.snippet ? { insertTextRules: CompletionItemInsertTextRule.InsertAsSnippet } : {}),
          ...(item.also.length > 0 ? { additionalTextEdits: editsOf(model, item.also) } : {}),
          ...(/\$\{?1|\(\$0/.test(item.insert) ? { command: { id: commandFor(item), title: '' } } : {}),
          member: item.member,
        }),
      )
      return { suggestions, incomplete: found.growing }
    },
    async resolveCompletionItem(item) {
      const { member } = item as Offered
      const description = member && (await ask(service => service.describe(member)))
      return description ? { ...item, documentation: descriptionOf(member.path, description) } : item
    },
  })
}

/** What is wanted next: a value between quotes is chosen from a list, other arguments are told about. */
function commandFor({ insert, kind }: Item): string {
  return kind === 'parameter' || insert.includes('"$1"') ? 'editor.action.triggerSuggest' : 'editor.action.triggerParameterHints' // biome-ignore format: one choice
}

export function provideSignatures({ ask, model }: Asking): IDisposable {
  return languages.registerSignatureHelpProvider(languageId, {
    signatureHelpTriggerCharacters: ['(', ','],
    signatureHelpRetriggerCharacters: [',', ':'],
    async provideSignatureHelp(asked, position) {
      if (asked !== model) return null
      const offset = model.getOffsetAt(position)
      const found = await ask((service, script) => service.signatureHelp({ ...script, offset }))
      if (!found) return null
      const { label, summary, parameters, active } = found
      const signature: languages.SignatureInformation = {
        label,
        documentation: markdown([prose(summary)]),
        parameters: parameters.map(({ from, to, text }) => ({ label: [from, to], documentation: markdown([prose(text)]) })), // biome-ignore format: one list
      }
      const value = { signatures: [signature], activeSignature: 0, activeParameter: Math.max(active, -1) }
      return { value, dispose: () => {} }
    },
  })
}
