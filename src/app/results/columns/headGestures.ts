// What a pointer does with the heads of columns: a press sorts, a drag moves the column, a drag of the edge sets its
// width, a double click on the edge fits it. One set of listeners serves all heads of a view.
import { useRef } from 'react'
import type { Columns } from './useColumns.ts'

/** Pixels that a press may stray before it is a drag. */
const STRAY = 5
/** Two presses within this time are a double click. */
const DOUBLE_MS = 400

export interface HeadGestures {
  /** True where the head of a column was meant. */
  pointed(event: React.PointerEvent): boolean
  dragged(event: React.PointerEvent): void
  released(event: React.PointerEvent): void
  canceled(): void
}

interface Gesture {
  readonly kind: 'press' | 'edge'
  readonly label: string
  readonly head: HTMLElement
  readonly x: number
  readonly width: number
  /** Where the column would go, once it is dragged. */
  target: { readonly head: HTMLElement; readonly after: boolean } | null
  dragged: boolean
}

export function useHeadGestures(columns: Columns, fitting: (label: string) => number): HeadGestures {
  const now = useRef({ columns, fitting })
  now.current = { columns, fitting }
  const gesture = useRef<Gesture | null>(null)
  /** The last press of an edge: of what a captured pointer does twice, the browser says nothing of the target. */
  const last = useRef({ label: '', at: 0 })
  const end = (): void => {
    mark(gesture.current, null)
    gesture.current = null
  }
  return {
    pointed(event) {
      const target = event.target as Element
      const head = target.closest<HTMLElement>('[data-head]')
      if (!head) return false
      if (event.button !== 0) return true
      const kind = target.closest('[data-edge]') ? 'edge' : 'press'
      const [label, width] = [head.dataset.head!, head.offsetWidth]
      if (kind === 'edge') {
        if (last.current.label === label && event.timeStamp - last.current.at < DOUBLE_MS)
          columns.resize(label, fitting(label))
        last.current = { label, at: event.timeStamp }
      }
      gesture.current = { kind, label, head, x: event.clientX, width, target: null, dragged: false }
      if (event.pointerType !== 'touch' || kind === 'edge') event.currentTarget.setPointerCapture(event.pointerId)
      return true
    },
    dragged(event) {
      const own = gesture.current
      if (!own) return
      const moved = event.clientX - own.x
      if (own.kind === 'edge') return now.current.columns.resize(own.label, own.width + moved)
      if (event.pointerType === 'touch' || (!own.dragged && Math.abs(moved) < STRAY)) return
      own.dragged = true
      mark(own, targetAt(own, event.clientX))
    },
    released(event) {
      const own = gesture.current
      const { columns: current } = now.current
      if (own?.kind === 'press') {
        if (!own.dragged) current.toggleSort(own.label, event.shiftKey)
        else if (own.target) moveTo(current, own.label, own.target)
      }
      end()
    },
    canceled: end,
  }
}

/** The head of the same table that is under the pointer, wherever above or below it is. */
function targetAt({ head }: Gesture, x: number): Gesture['target'] {
  for (const other of head.parentElement!.querySelectorAll<HTMLElement>('[data-head]')) {
    const { left, right } = other.getBoundingClientRect()
    if (x >= left && x < right) return other === head ? null : { head: other, after: x > (left + right) / 2 }
  }
  return null
}

/** Shows where the column would go. */
function mark(gesture: Gesture | null, target: Gesture['target']): void {
  if (!gesture) return
  if (gesture.target) delete gesture.target.head.dataset.drop
  if (target) target.head.dataset.drop = target.after ? 'after' : 'before'
  gesture.target = target
}

function moveTo(columns: Columns, label: string, { head, after }: NonNullable<Gesture['target']>): void {
  const other = head.dataset.head!
  columns.move(label, after ? (columns.labels[columns.labels.indexOf(other) + 1] ?? null) : other)
}
