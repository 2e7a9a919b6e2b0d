// Monaco's themes, made of the page's own colour roles: what the stylesheet says is read back as plain hex colours.
import { editor } from 'monaco-editor/editor'
import type { SemanticToken } from '../../../workers/protocol.ts'
import type { Style } from '../tokenStyles.ts'

interface Look {
  readonly role: string
  readonly bold?: boolean
  readonly italic?: boolean
}

const styles: Record<Style, Look> = {
  keyword: { role: '--code-keyword' },
  pipe: { role: '--code-pipe', bold: true },
  member: { role: '--code-member' },
  param: { role: '--code-param' },
  string: { role: '--code-string' },
  number: { role: '--code-number' },
  regexp: { role: '--code-regexp' },
  comment: { role: '--code-comment' },
  plain: { role: '--text' },
}

/** What the language worker tells of names, in its words. */
const nameStyles: Record<SemanticToken['kind'], Look> = {
  package: { role: '--code-member' },
  function: { role: '--code-member' },
  argument: { role: '--code-param' },
  parameter: { role: '--text', italic: true },
  variable: { role: '--text' },
  column: { role: '--text' },
  option: { role: '--text' },
}

/** Defines and sets the theme for the colours the page has now. */
export function applyTheme(): void {
  const colour = colourReader()
  const dark = luminance(colour('--surface-1')) < 0.5
  editor.defineTheme('page', {
    base: dark ? 'vs-dark' : 'vs',
    inherit: true,
    rules: Object.entries({ ...styles, ...nameStyles }).map(([token, { role, bold = false, italic = false }]) => ({
      token,
      foreground: colour(role).slice(1),
      fontStyle: bold ? 'bold' : italic ? 'italic' : '',
    })),
    colors: {
      'editor.background': colour('--surface-1'),
      'editor.foreground': colour('--text'),
      'editor.lineHighlightBackground': colour('--key-tint'),
      'editor.lineHighlightBorder': '#00000000',
      'editor.selectionBackground': colour('--accent') + '44',
      'editor.inactiveSelectionBackground': colour('--accent') + '26',
      'editor.wordHighlightBackground': colour('--accent') + '1c',
      'editorLineNumber.foreground': colour('--text-faint'),
      'editorLineNumber.activeForeground': colour('--text'),
      'editorCursor.foreground': colour('--text'),
      'editorError.foreground': colour('--danger'),
      'editorWarning.foreground': colour('--warning'),
      ...brackets(colour('--text')),
      'editorBracketMatch.background': colour('--accent-tint'),
      'editorBracketMatch.border': colour('--line-strong'),
      'editorWidget.background': colour('--surface-1'),
      'editorWidget.border': colour('--line-strong'),
      ...widgets(colour),
      'editorIndentGuide.background1': colour('--line'),
      focusBorder: colour('--accent'),
      'scrollbarSlider.background': colour('--text-faint') + '44',
    },
  })
  editor.setTheme('page')
}

/** What floats over the text: lists, hovers, menus, fields. */
function widgets(colour: (role: string) => string): Record<string, string> {
  const [surface, text, muted, line, accent, chosen] = ['--surface-1', '--text', '--text-muted', '--line-strong', '--accent', '--accent-tint'].map(colour) // biome-ignore format: one list
  const parts = ['editorHoverWidget', 'editorSuggestWidget', 'menu', 'quickInput', 'input', 'peekViewEditor', 'peekViewResult', 'peekViewTitle'] // biome-ignore format: one list
  return {
    ...Object.fromEntries(parts.flatMap(part => [[`${part}.background`, surface], [`${part}.foreground`, text]])), // biome-ignore format: one list
    'editorHoverWidget.border': line,
    'editorSuggestWidget.border': line,
    'editorSuggestWidget.selectedBackground': chosen,
    'editorSuggestWidget.selectedForeground': text,
    'editorSuggestWidget.highlightForeground': accent,
    'editorSuggestWidget.focusHighlightForeground': accent,
    'list.hoverBackground': colour('--surface-2'),
    'list.focusBackground': chosen,
    'list.focusForeground': text,
    'list.highlightForeground': accent,
    'quickInputList.focusBackground': chosen,
    'quickInputList.focusForeground': text,
    'menu.selectionBackground': chosen,
    'menu.selectionForeground': text,
    'menu.border': line,
    'input.border': line,
    'inputOption.activeBorder': accent,
    'peekView.border': accent,
    'textLink.foreground': accent,
    'textLink.activeForeground': accent,
    'textCodeBlock.background': colour('--surface-2'),
    descriptionForeground: muted,
  }
}

/** Brackets are text like any other: depth is seen from the indentation. */
function brackets(colour: string): Record<string, string> {
  return Object.fromEntries([1, 2, 3, 4, 5, 6].map(n => [`editorBracketHighlight.foreground${n}`, colour]))
}

/** Reads a role as #rrggbb: a canvas knows every way to write a colour. */
function colourReader(): (role: string) => string {
  const probe = document.createElement('span')
  document.body.append(probe)
  const canvas = document.createElement('canvas')
  canvas.width = canvas.height = 1
  const context = canvas.getContext('2d', { willReadFrequently: true })
  const read = (role: string): string => {
    probe.style.color = `var(${role})`
    const text = getComputedStyle(probe).color
    if (!context) return '#808080'
    context.fillStyle = text
    context.fillRect(0, 0, 1, 1)
    return (
      '#' + [...context.getImageData(0, 0, 1, 1).data.slice(0, 3)].map(n => n.toString(16).padStart(2, '0')).join('')
    )
  }
  queueMicrotask(() => probe.remove())
  return read
}

function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map(at => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}
