// The names of metrics and labels, and what is known of each as the name of a sample: its family may make it a bucket,
// a quantile, a sum or a count. A TYPE line holds for the samples that follow it.
import type { Dictionary } from '../../tables/index.ts'
import { ByteInterner } from '../byteInterner.ts'
import { BUCKET, familyType, hasRoles, PLAIN, QUANTILE, type Role, suffixRoles } from './families.ts'
import type { PageReport } from './pageReport.ts'
import type { Shape } from './shapes.ts'
import { quotedText } from './texts.ts'

export interface NameState {
  role: Role
  /** The code of `_field` for buckets and quantiles, which go by the name of their family. */
  field: number
  /** The code of the name. */
  readonly own: number
  /** What its last line looked like. */
  shape: Shape | null
  typed: boolean
}

const suffixes = Object.keys(suffixRoles)

export class MetricNames {
  readonly bytes: ByteInterner
  private readonly states: NameState[] = []
  /** Families whose samples have roles, by name. */
  private readonly families = new Map<string, { readonly type: string; readonly code: number }>()
  /** Names that end like a sample of a family that had no TYPE yet, by the name of that family. */
  private readonly orphans = new Map<string, Array<readonly [state: NameState, suffix: string]>>()

  constructor(dict: Dictionary) {
    this.bytes = new ByteInterner(dict, quotedText)
  }

  state(id: number): NameState {
    const known = this.states[id]
    if (known) return known
    for (let i = this.states.length; i < id; i++) this.states[i] = this.made(i)
    return (this.states[id] = this.made(id))
  }

  /** Takes a TYPE line; false when the word is no type. */
  setType(id: number, word: string, open: boolean, report: PageReport): boolean {
    const type = familyType(word, open)
    if (type === null) return false
    if (type.notice !== null) report.noteLine(type.notice)
    const state = this.state(id)
    const name = this.bytes.text(id)
    if (state.typed) {
      report.noteLine(`a second TYPE for ${name}: the first holds`)
      return true
    }
    state.typed = true
    if (state.shape !== null) report.noteLine(`TYPE of ${name} comes after samples, which it does not change`)
    if (!hasRoles(type.name)) return true
    this.families.set(name, { type: type.name, code: state.own })
    if (type.name === 'summary') this.assign(state, QUANTILE, state.own)
    for (const [orphan, suffix] of this.orphans.get(name) ?? [])
      this.assign(orphan, suffixRoles[suffix][type.name] ?? PLAIN, state.own)
    return true
  }

  private made(id: number): NameState {
    const own = this.bytes.codes[id]
    const state: NameState = { role: PLAIN, field: own, own, shape: null, typed: false }
    const name = this.bytes.text(id)
    for (const suffix of suffixes) {
      if (!name.endsWith(suffix)) continue
      const base = name.slice(0, -suffix.length)
      const family = this.families.get(base)
      if (family) this.assign(state, suffixRoles[suffix][family.type] ?? PLAIN, family.code)
      else {
        const waiting = this.orphans.get(base)
        if (waiting) waiting.push([state, suffix])
        else this.orphans.set(base, [[state, suffix]])
      }
      break
    }
    return state
  }

  private assign(state: NameState, role: Role, family: number): void {
    if (state.role !== PLAIN || role === PLAIN) return
    state.role = role
    if (role === BUCKET) state.field = family
    state.shape = null
  }
}
