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
  complete(text, at, nothingKnown)
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
  folds(script)
  selectionsAt(script, at)
  semanticTokens(script)
  typeHints(script)
  formatEdits(script, null)
}

test.each(scripts)(
  '$path',
  ({ text }) => {
    let longest = 0
    for (let end = 0; end <= text.length; end++) {
      const begun = performance.now()
      askEverything(text.slice(0, end))
      longest = Math.max(longest, performance.now() - begun)
    }
    // Far more than any takes, and far less than a hang.
    expect(longest).toBeLessThan(5000)
  },
  30_000,
)
