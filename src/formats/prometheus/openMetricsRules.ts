// What OpenMetrics forbids and a reader can still understand: told once, and read all the same.
import type { PageReport } from './pageReport.ts'

const suffixes = ['_total', '_created', '_bucket', '_sum', '_count', '_gsum', '_gcount', '_info']

export class OpenMetricsRules {
  private readonly types = new Map<string, string>()
  private readonly families = new Map<string, string>()
  private readonly left = new Set<string>()
  private current: string | null = null

  constructor(private readonly report: PageReport) {}

  declared(family: string, type: string): void {
    if (!this.types.has(family)) this.types.set(family, type.toLowerCase())
    this.families.clear()
    this.enter(family)
  }

  sample(name: string, value: number): void {
    const family = this.familyOf(name)
    this.enter(family)
    const type = this.types.get(family)
    if (type === 'info' && value !== 1) this.report.noteLine(`the info metric ${family} is not 1`)
    if (type === 'stateset' && value !== 0 && value !== 1)
      this.report.noteLine(`the state set ${family} is neither 0 nor 1`)
  }

  private enter(family: string): void {
    if (family === this.current) return
    if (this.left.has(family)) this.report.note(`the lines of ${family} do not stand together`)
    if (this.current !== null) this.left.add(this.current)
    this.current = family
  }

  private familyOf(name: string): string {
    let family = this.families.get(name)
    if (family === undefined) {
      const suffix = this.types.has(name) ? undefined : suffixes.find(s => name.endsWith(s) && this.types.has(name.slice(0, -s.length))) // biome-ignore format: one thought
      family = suffix === undefined ? name : name.slice(0, -suffix.length)
      this.families.set(name, family)
    }
    return family
  }
}
