// Programs as they are while somebody writes them: every feature answers or stays silent, at every prefix of ten scripts
// of the gallery.
import { expect, test } from 'vitest'
import { examples } from '../examples/index.ts'
import {
  actionsAt,
  complete,
  definitionAt,
  diagnose,
  explain,
  folds,
  formatEdits,
  highlightsAt,
  hover,
  nothingKnown,
  openScript,
  outline,
  referencesAt,
  rename,
  selectionsAt,
  semanticTokens,
  signatureHelp,
  typeHints,
} from './index.ts'

const scripts = examples.filter((_, place) => place % Math.floor(examples.length / 10) === 0).slice(0, 10)

function askEverything(text: string): void {
  const script = openScript(text)
  const at = text.length
  const offered = complete(text, at, nothingKnown)
  if (offered) expect(offered.replaces.from <= at && at <= offered.replaces.to, text).toBe(true)
  signatureHelp(text, at, nothingKnown)
  diagnose(script)
  hover(script, at, nothingKnown)
  explain(script, at, nothingKnown)
  definitionAt(script, at)
  referencesAt(script, at)
  highlightsAt(script, at)
  rename(script, at, 'other')
  actionsAt(script, { from: at, to: at })
  outline(script)
  for (const { from, to } of [...folds(script), ...selectionsAt(script, at), ...semanticTokens(script)])
    expect(0 <= from && from <= to && to <= at, text).toBe(true)
  typeHints(script)
  formatEdits(script, null)
}

test.each(scripts)('$path', ({ text }) => {
  for (let end = 0; end <= text.length; end++) askEverything(text.slice(0, end))
})
