// Monaco's themes, made of the page's own colour roles: what the stylesheet says is read back as plain hex colours.
import { editor } from 'monaco-editor/editor'
import type { Style } from '../tokenStyles.ts'

const styles: Record<Style, { readonly role: string; readonly bold?: boolean }> = {
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

/** Defines and sets the theme for the colours the page has now. */
export function applyTheme(): void {
  const colour = colourReader()
  const dark = luminance(colour('--surface-1')) < 0.5
  editor.defineTheme('page', {
    base: dark ? 'vs-dark' : 'vs',
    inherit: true,
    rules: Object.entries(styles).map(([token, { role, bold }]) => ({ token, foreground: colour(role).slice(1), fontStyle: bold ? 'bold' : '' })), // biome-ignore format: one rule each
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
      'editorHoverWidget.background': colour('--surface-1'),
      'editorHoverWidget.border': colour('--line-strong'),
      'editorIndentGuide.background1': colour('--line'),
      focusBorder: colour('--accent'),
      'scrollbarSlider.background': colour('--text-faint') + '44',
    },
  })
  editor.setTheme('page')
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
