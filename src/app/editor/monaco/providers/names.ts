// What a name is, where it comes from, where else it stands, and another name for it.
import { editor, languages, Uri } from 'monaco-editor/editor'
import type { MemberDescription, MemberName } from '../../../../workers/protocol.ts'
import { languageId } from '../language.ts'
import { type Asking, editsOf, type IDisposable, rangeOf } from './asking.ts'
import { fenced, markdown, parameterList, prose, referenceCommand, referenceLink } from './markdown.ts'

export function provideHover({ ask, model }: Asking): IDisposable {
  return languages.registerHoverProvider(languageId, {
    async provideHover(asked, position) {
      if (asked !== model) return null
      const offset = model.getOffsetAt(position)
      const found = await ask((service, script) => service.hover({ ...script, offset }))
      if (!found) return null
      const { code, texts, parameters, member } = found
      const parts = [fenced(code), ...texts.map(prose), parameterList(parameters), member ? referenceLink(member) : '']
      return { range: rangeOf(model, found), contents: [markdown(parts)] }
    },
  })
}

/** A member of the library is at home in the reference: its address there stands for its place. */
const referenceScheme = 'flux-reference'

export function provideDefinitions({ ask, model, page }: Asking): IDisposable[] {
  const pages = new Map<string, editor.ITextModel>()
  const place = async (member: MemberName): Promise<languages.Location> => {
    const uri = Uri.from({ scheme: referenceScheme, path: `/${member.path}`, fragment: member.name })
    if (!pages.has(uri.toString())) {
      const description = await ask(service => service.describe(member))
      pages.set(uri.toString(), editor.createModel(asText(member, description), languageId, uri))
    }
    return { uri, range: { startLineNumber: 1, startColumn: 1, endLineNumber: 1, endColumn: 1 } }
  }
  return [
    languages.registerDefinitionProvider(languageId, {
      async provideDefinition(asked, position) {
        if (asked !== model) return null
        const offset = model.getOffsetAt(position)
        const found = await ask((service, script) => service.definition({ ...script, offset }))
        if (!found) return null
        return 'span' in found ? { uri: model.uri, range: rangeOf(model, found.span) } : place(found.member)
      },
    }),
    editor.registerEditorOpener({
      openCodeEditor(_, { scheme, path, fragment }) {
        if (scheme !== referenceScheme) return false
        page.session.layout.setState({ drawer: 'reference', reference: { path: path.slice(1), name: fragment } })
        return true
      },
    }),
    editor.registerCommand(referenceCommand, (_, path: string, name: string) =>
      page.session.layout.setState({ drawer: 'reference', reference: { path, name } }),
    ),
    {
      dispose() {
        for (const one of pages.values()) one.dispose()
      },
    },
  ]
}

function asText({ path, name }: MemberName, description: MemberDescription | null): string {
  if (!description) return `// ${path}${name === '' ? '' : `.${name}`}\n`
  return [`// ${description.summary}`, `builtin ${name} : ${description.signature}`, '', ...description.examples].join(
    '\n',
  )
}

export function provideReferences({ ask, model }: Asking): IDisposable[] {
  return [
    languages.registerReferenceProvider(languageId, {
      async provideReferences(asked, position) {
        if (asked !== model) return null
        const offset = model.getOffsetAt(position)
        const spans = await ask((service, script) => service.references({ ...script, offset }))
        return (spans ?? []).map(span => ({ uri: model.uri, range: rangeOf(model, span) }))
      },
    }),
    languages.registerDocumentHighlightProvider(languageId, {
      async provideDocumentHighlights(asked, position) {
        if (asked !== model) return null
        const offset = model.getOffsetAt(position)
        const found = await ask((service, script) => service.highlights({ ...script, offset }))
        const { Read, Write } = languages.DocumentHighlightKind
        return (found ?? []).map(one => ({ range: rangeOf(model, one), kind: one.write ? Write : Read }))
      },
    }),
  ]
}

export function provideRename({ ask, model }: Asking): IDisposable {
  return languages.registerRenameProvider(languageId, {
    async provideRenameEdits(asked, position, name) {
      if (asked !== model) return null
      const offset = model.getOffsetAt(position)
      const answer = await ask((service, script) => service.rename({ ...script, offset, name }))
      if (!answer) return { edits: [], rejectReason: 'The script changed meanwhile. Try again.' }
      if ('refused' in answer) return { edits: [], rejectReason: answer.refused }
      const edits = editsOf(model, answer.edits).map(textEdit => ({
        resource: model.uri,
        textEdit,
        versionId: undefined,
      }))
      return { edits }
    },
    async resolveRenameLocation(asked, position) {
      const nowhere = { range: { startLineNumber: 1, startColumn: 1, endLineNumber: 1, endColumn: 1 }, text: '' }
      if (asked !== model) return nowhere
      const offset = model.getOffsetAt(position)
      const able = await ask((service, script) => service.renameable({ ...script, offset }))
      if (!able) return { ...nowhere, rejectReason: 'The script changed meanwhile. Try again.' }
      if ('refused' in able) return { ...nowhere, rejectReason: able.refused }
      return { range: rangeOf(model, able.span), text: able.name }
    },
  })
}
