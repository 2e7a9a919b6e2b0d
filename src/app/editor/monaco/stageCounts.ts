// Behind the lines of the script: how many tables and rows each stage of the run on screen gave. After an edit they
// are struck through, since they are counts of another script.
import type { editor } from 'monaco-editor/editor'
import { number } from '../../numbers.ts'
import type { Page } from '../../page.ts'
import { openStage } from '../../results/openStage.ts'
import { stagedRun } from '../../state/results.ts'

export function countStages(view: editor.IStandaloneCodeEditor, page: Page): () => void {
  const { results, program } = page.session
  const marks = view.createDecorationsCollection()
  let shownRun = -1
  let stale = false
  const update = (): void => {
    const shown = stagedRun(results.getState())
    const now = shown !== null && shown.text !== program.getState().text
    if (!shown || (shown.run === shownRun && now === stale)) return
    const model = view.getModel()
    if (!model) return
    if (shown.run !== shownRun && now) {
      // The script has changed since: its stages have no place in it any more.
      marks.clear()
    } else if (shown.run !== shownRun) {
      marks.set(endsOfLines(model, shown.summary.stages).map(([line, text]) => markAt(model, line, text, false)))
    } else {
      marks.set(marks.getRanges().map((range, i) => markAt(model, range.startLineNumber, texts[i] ?? '', now)))
    }
    if (shown.run !== shownRun) texts = endsOfLines(model, shown.summary.stages).map(([, text]) => text)
    shownRun = shown.run
    stale = now
  }
  let texts: string[] = []
  const click = view.onMouseDown(({ target }) => {
    const shown = stagedRun(results.getState())
    const model = view.getModel()
    if (!shown || stale || !model || !target.position || !target.element?.classList.contains('stage-inlay')) return
    const stage = endsOfLines(model, shown.summary.stages).find(([line]) => line === target.position!.lineNumber)
    if (stage) openStage(page, stage[2])
  })
  const stops = [results.subscribe(update), program.subscribe(update), () => click.dispose()]
  update()
  return () => {
    for (const stop of stops) stop()
  }
}

type Stages = readonly { readonly to: number; readonly tables: number; readonly rows: number }[]

/** The last stage that ends on each line. */
function endsOfLines(model: editor.ITextModel, stages: Stages): [line: number, text: string, place: number][] {
  const lines = new Map<number, Stages[number] & { readonly place: number }>()
  for (const [place, stage] of stages.entries()) {
    const { lineNumber } = model.getPositionAt(stage.to)
    const before = lines.get(lineNumber)
    if (!before || before.to <= stage.to) lines.set(lineNumber, { ...stage, place })
  }
  return [...lines].map(([line, { tables, rows, place }]) => [line, tables === 1 && rows > 1 ? `1 table · ${number(rows)}` : `${number(tables)} · ${number(rows)}`, place]) // biome-ignore format: one pair
}

function markAt(model: editor.ITextModel, line: number, content: string, stale: boolean): editor.IModelDeltaDecoration {
  const column = model.getLineMaxColumn(line)
  return {
    range: { startLineNumber: line, startColumn: column, endLineNumber: line, endColumn: column },
    options: {
      showIfCollapsed: true,
      after: { content, inlineClassName: stale ? 'stage-inlay stale' : 'stage-inlay' },
    },
  }
}
