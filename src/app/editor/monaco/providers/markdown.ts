// Texts of the library as Monaco's Markdown: every letter of theirs is shown as it is.
import type { IMarkdownString } from 'monaco-editor/editor'
import type { MemberDescription, MemberName } from '../../../../workers/protocol.ts'

/** The command behind a link to the reference. */
export const referenceCommand = 'flux.reference'

export function markdown(parts: readonly string[]): IMarkdownString {
  return { value: parts.filter(Boolean).join('\n\n'), isTrusted: { enabledCommands: [referenceCommand] } }
}

/** Code between backticks stays code; everything else is plain. */
export function prose(text: string): string {
  return text.replace(/`[^`]*`|[\\*_{}[\]()#+\-.!|<>~&]/g, one => (one.startsWith('`') ? one : `\\${one}`))
}

export function fenced(code: string): string {
  return code === '' ? '' : `\`\`\`flux\n${code}\n\`\`\``
}

export function parameterList(parameters: readonly { readonly name: string; readonly text: string }[]): string {
  return parameters.map(({ name, text }) => `- \`${name}\` ${prose(text)}`).join('\n')
}

export function referenceLink({ path, name }: MemberName): string {
  const target = encodeURIComponent(JSON.stringify([path, name]))
  return `[Open the reference](command:${referenceCommand}?${target})`
}

export function descriptionOf(path: string, one: MemberDescription): IMarkdownString {
  const parameters = Object.entries(one.params).map(([name, text]) => ({ name, text }))
  return markdown([
    fenced(`${one.name}: ${one.signature}`),
    prose(one.summary),
    parameterList(parameters),
    one.examples[0] ? fenced(one.examples[0]) : '',
    one.differs ? prose(`Differs from InfluxDB: ${one.differs}`) : '',
    referenceLink({ path, name: one.name }),
  ])
}
