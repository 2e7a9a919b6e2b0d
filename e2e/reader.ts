// What a reader does and sees, in the words of the page.
import { type Browser, test as base, expect, type Page } from '@playwright/test'

export { expect }

export interface ReadTable {
  readonly key: readonly string[]
  readonly columns: readonly string[]
  readonly types: readonly string[]
  readonly keyColumns: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

export class Reader {
  /** Requests that left the page's origin, and complaints of the browser. */
  readonly elsewhere: string[] = []
  readonly complaints: string[] = []

  constructor(readonly page: Page) {
    page.on('request', r => {
      const url = new URL(r.url())
      if (/^https?:$/.test(url.protocol) && url.origin !== new URL(page.url()).origin && page.url() !== 'about:blank') this.elsewhere.push(r.url()) // biome-ignore format: one rule
    })
    page.on('console', m => {
      if (m.type() === 'error') this.complaints.push(m.text())
    })
    page.on('pageerror', e => this.complaints.push(String(e.stack)))
  }

  static get address(): string {
    return process.env.E2E_STATIC!
  }

  async open(address = Reader.address): Promise<void> {
    await this.page.goto(address)
    await this.runButton.waitFor()
  }
  /** The plain editor takes whole scripts at once, without the help a typist gets. */
  async withPlainEditor(): Promise<void> {
    await this.page.addInitScript(() => localStorage.getItem('flux/settings') ?? localStorage.setItem('flux/settings', '{"editor":"plain"}')) // biome-ignore format: one script
  }
  /** As in a browser that gives no access to files: whatever is saved is a download. */
  async withoutFileAccess(): Promise<void> {
    await this.page.addInitScript(() => {
      Reflect.deleteProperty(window, 'showOpenFilePicker')
      Reflect.deleteProperty(window, 'showSaveFilePicker')
    })
  }
  get runButton() {
    return this.page.getByRole('button', { name: 'Run', exact: true })
  }
  get area() {
    return this.page.locator('.plain-editor textarea')
  }
  get message() {
    return this.page.locator('.strip-text')
  }
  get counts() {
    return this.page.locator('.counts')
  }
  get tables() {
    return this.page.locator('.scroll')
  }

  /** Two tabs of a browser show one script until one of them begins another. */
  async newScript(): Promise<void> {
    await this.page.getByRole('button', { name: 'New script' }).click()
    await expect(this.area).toHaveValue('')
  }

  async write(script: string): Promise<void> {
    await this.area.fill(script)
  }
  /** What an act puts on the clipboard. */
  async copiedBy(act: () => Promise<void>): Promise<string> {
    await this.page.evaluate(() => navigator.clipboard.writeText(''))
    await act()
    const clipboard = () => this.page.evaluate(() => navigator.clipboard.readText())
    await expect.poll(clipboard).not.toBe('')
    return clipboard()
  }
  copiedLink(): Promise<string> {
    return this.copiedBy(() => this.page.getByRole('button', { name: 'Copy link' }).click())
  }
  /** Runs and waits for the end of the run. */
  async run(): Promise<void> {
    await this.runButton.click()
    await this.settled()
  }
  async settled(): Promise<void> {
    await expect(this.page.locator('.dot.busy')).toHaveCount(0)
    await expect(this.page.locator('[aria-busy=true]')).toHaveCount(0)
  }

  /** All tables of the result, read by scrolling through them. */
  async readTables(): Promise<ReadTable[]> {
    await this.page.locator('.card').first().waitFor()
    const read = await this.page.evaluate(async () => {
      const scroller = document.querySelector('.scroll')!
      const found = new Map<number, unknown>()
      const text = (e: Element): string => e.getAttribute('aria-label') ?? e.textContent ?? ''
      for (let y = 0; ; y += 200) {
        scroller.scrollTop = y
        for (let wait = 0; wait < 8; wait++) await new Promise(requestAnimationFrame)
        for (const card of scroller.querySelectorAll<HTMLElement>('.card')) {
          const all = (selector: string): string[] => [...card.querySelectorAll(selector)].map(text)
          const heads = [...card.querySelectorAll('[role=columnheader]')].map(h =>
            h.getAttribute('aria-label')!.split(', '),
          )
          found.set(Number(card.dataset.table), {
            key: all('.caption .chip'),
            columns: heads.map(h => h[0]),
            types: heads.map(h => h[1]),
            keyColumns: heads.filter(h => h[2] === 'group key').map(h => h[0]),
            rows: [...card.querySelectorAll('.body-scroll > [role=row]')].map(r => [...r.querySelectorAll('[role=gridcell]')].map(text)), // biome-ignore format: one line
          })
        }
        if (y > scroller.scrollHeight - scroller.clientHeight) break
      }
      scroller.scrollTop = 0
      return [...found].sort((a, b) => a[0] - b[0]).map(entry => entry[1])
    })
    return read as ReadTable[]
  }
}

export const test = base.extend<{ reader: Reader }>({
  reader: async ({ page }, use) => {
    const reader = new Reader(page)
    await reader.withPlainEditor()
    await use(reader)
  },
})

/** Another person's browser. */
export async function stranger(browser: Browser): Promise<Reader> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  const reader = new Reader(await context.newPage())
  await reader.withPlainEditor()
  return reader
}

/** The script of the documentation's page "Scrape Prometheus metrics". */
export const documentedScript =
  'import "experimental/prometheus"\n\nprometheus.scrape(url: "http://localhost:8086/metrics")\n'

/** Its sixteen tables, as facts about the exposition have them: field, labels in column order, value. */
export const documentedTables: readonly (readonly [
  field: string,
  labels: Readonly<Record<string, string>>,
  value: string,
])[] = [
  ['go_memstats_alloc_bytes_total', {}, '1422764240'],
  ['go_memstats_buck_hash_sys_bytes', {}, '5259247'],
  ...[['0.25', '4413'], ['0.5', '11901'], ['1', '12565'], ['2.5', '12823'], ['5', '12844'], ['10', '12864'], ['+Inf', '74429']].map(([le, v]) => ['task_executor_run_latency_seconds', { task_type: 'system', le }, v] as const), // biome-ignore format: a table
  ['task_executor_run_latency_seconds_sum', { task_type: 'system' }, '425678353867.9698'],
  ['task_executor_run_latency_seconds_count', { task_type: 'system' }, '74429'],
  ...['0.5', '0.9', '0.99'].map(quantile => ['task_executor_run_duration', { task_type: 'threshold', taskID: '00xx0Xx0xx00XX0x0', quantile }, '5.178160855'] as const), // biome-ignore format: a table
  ['task_executor_run_duration_sum', { task_type: 'threshold', taskID: '00xx0Xx0xx00XX0x0' }, '2121.9758301650004'],
  ['task_executor_run_duration_count', { task_type: 'threshold', taskID: '00xx0Xx0xx00XX0x0' }, '570'],
]

/** Compares with what the documentation shows, the scrape's time apart. */
export function expectDocumented(tables: readonly ReadTable[], url: string): void {
  expect(tables).toHaveLength(documentedTables.length)
  for (const [i, [field, labels, value]] of documentedTables.entries()) {
    const bound = ['le', 'quantile'].filter(name => name in labels)
    const others = Object.keys(labels).filter(name => !bound.includes(name))
    const columns = ['_time', '_measurement', ...others, 'url', ...bound, '_field', '_value']
    expect(tables[i].columns, `columns of table ${i + 1}`).toEqual(columns)
    expect([...tables[i].keyColumns].sort()).toEqual(['_field', '_measurement', ...Object.keys(labels)].sort())
    expect(tables[i].types).toEqual(columns.map(c => (c === '_time' ? 'time' : c === '_value' ? 'float' : 'string')))
    expect(tables[i].rows, `rows of table ${i + 1}`).toHaveLength(1)
    const row: Record<string, string> = Object.fromEntries(columns.map((c, at) => [c, tables[i].rows[0][at]]))
    expect(row._time).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}Z$/)
    expect(row).toMatchObject({ _measurement: 'prometheus', url, _field: field, _value: value, ...labels })
  }
}
