// The reference: members found by name and by what they do, grouped by package and by task, and their examples as scripts
// that run by themselves.
import { importEdit, standardTypes, type TextEdit } from '../semantics/index.ts'
import type { MemberName } from './calls.ts'
import { offerMember } from './completion/completion.ts'
import { rankOfUse } from './completion/uses.ts'
import type { Descriptions } from './knowledge.ts'
import type { OpenScript } from './openScript.ts'

export interface ReferenceEntry extends MemberName {
  readonly summary: string
}

const MOST_FOUND = 80

/** The members that have all words of the query, the names that begin with them first. */
export function searchReference(descriptions: Descriptions, query: string): readonly ReferenceEntry[] {
  const words = query.toLowerCase().match(/[\w.]+/g) ?? []
  if (words.length === 0) return []
  const found: { entry: ReferenceEntry; score: number }[] = []
  for (const { path, members } of descriptions.packages()) {
    for (const { name, summary, params } of members) {
      if (name.startsWith('_')) continue
      const scores = words.map(word => scoreOf(word, path, name, summary, params))
      if (scores.includes(0)) continue
      const score = scores.reduce((sum, one) => sum + one, 0) - rankOfUse({ path, name }) / 10
      found.push({ entry: { path, name, summary }, score })
    }
  }
  return found
    .sort((a, b) => b.score - a.score)
    .slice(0, MOST_FOUND)
    .map(({ entry }) => entry)
}

/** How well one word tells a member; 0 when it is nowhere in it. A word is found in other forms of itself too. */
function scoreOf(
  word: string,
  path: string,
  name: string,
  summary: string,
  params: Readonly<Record<string, string>>,
): number {
  const own = name.toLowerCase()
  if (own === word || `${path}.${own}`.endsWith(word)) return 12
  if (own.startsWith(word)) return 9
  if (own.includes(word)) return 6
  const stem = word.length > 4 ? word.replace(/(?:ing|ed|es|s)$/, '') : word
  if (summary.toLowerCase().includes(stem)) return 4
  if (path.includes(word)) return 3
  return Object.values(params).some(text => text.toLowerCase().includes(stem)) ? 1 : 0
}

export interface Topic {
  readonly title: string
  readonly members: readonly ReferenceEntry[]
}

/** What people come to do, and the members that do it; written as package and names. */
const tasks: readonly (readonly [title: string, members: string])[] = [
  [
    'Read',
    'influxdata/influxdb.from universe.range experimental/prometheus.scrape csv.from array.from http/requests.get sampledata.float generate.from influxdata/influxdb.buckets influxdata/influxdb/schema.measurements',
  ],
  [
    'Keep and drop rows',
    'universe.filter universe.limit universe.tail universe.first universe.last universe.unique universe.distinct universe.sample universe.top universe.bottom universe.hourSelection',
  ],
  [
    'Change columns',
    'universe.map universe.keep universe.drop universe.rename universe.duplicate universe.set universe.fill universe.toFloat universe.toInt universe.toString universe.pivot experimental.unpivot',
  ],
  ['Group and sort', 'universe.group universe.sort universe.union universe.columns universe.keys'],
  [
    'Aggregate',
    'universe.aggregateWindow universe.window universe.mean universe.sum universe.count universe.max universe.min universe.median universe.quantile universe.stddev universe.spread universe.mode universe.reduce universe.histogram',
  ],
  [
    'Rates and changes',
    'universe.derivative universe.difference universe.increase universe.elapsed universe.cumulativeSum universe.integral universe.movingAverage universe.exponentialMovingAverage universe.holtWinters experimental/aggregate.rate experimental/prometheus.histogramQuantile',
  ],
  ['Join', 'join.inner join.left join.right join.full join.time universe.join universe.union'],
  [
    'States',
    'universe.stateCount universe.stateDuration contrib/tomhollingworth/events.duration influxdata/influxdb/monitor.stateChanges',
  ],
  [
    'Values out of tables',
    'universe.findRecord universe.findColumn universe.tableFind universe.getRecord universe.getColumn',
  ],
  [
    'Times and durations',
    'universe.now universe.today date.truncate date.add date.sub date.hour date.weekDay timezone.location timezone.fixed universe.timeShift universe.truncateTimeColumn',
  ],
  [
    'Texts and patterns',
    'strings.split strings.replace strings.toUpper strings.trimSpace strings.substring strings.containsStr regexp.compile regexp.findString universe.string universe.display',
  ],
  [
    'Arrays, records, dictionaries',
    'array.map array.filter array.concat universe.contains universe.length dict.fromList dict.get dict.insert',
  ],
  [
    'Write and send',
    'influxdata/influxdb.to experimental.to influxdata/influxdb.wideTo http.post http/requests.post slack.message pagerduty.sendEvent',
  ],
  [
    'Watch and alert',
    'influxdata/influxdb/monitor.check influxdata/influxdb/monitor.notify influxdata/influxdb/monitor.deadman influxdata/influxdb/tasks.lastSuccess',
  ],
  ['Numbers', 'math.round math.floor math.abs math.pow math.sqrt math.log universe.float universe.int'],
]

/** Every member a task lists. */
export const taskMembers: readonly MemberName[] = tasks.flatMap(([, members]) => members.split(/\s+/).map(memberNamed))

function memberNamed(text: string): MemberName {
  const at = text.lastIndexOf('.')
  return { path: text.slice(0, at), name: text.slice(at + 1) }
}

export function referenceTopics(descriptions: Descriptions): readonly Topic[] {
  return tasks.map(([title, members]) => ({
    title,
    members: members.split(' ').flatMap(text => {
      const member = memberNamed(text)
      const summary = descriptions.member(member.path, member.name)?.summary
      return summary === undefined ? [] : [{ ...member, summary }]
    }),
  }))
}

/**
 * An example as a script: one that is an expression, with what it gives in a comment behind it, becomes a table of one
 * text.
 */
export function exampleScript(
  path: string,
  example: string,
): { readonly script: string; readonly gives: string | null } {
  const at = example.lastIndexOf(' // ')
  if (at < 0) return { script: example, gives: null }
  const imports = standardTypes.prelude.includes(path) ? ['array'] : [...new Set(['array', path])].sort()
  const lines = imports.map(one => `import "${one}"`).join('\n')
  const script = `${lines}\n\narray.from(rows: [{result: display(v: ${example.slice(0, at)})}])\n`
  return { script, gives: example.slice(at + 4) }
}

/** What puts a call of a member at a place, with its import. */
export function insertMember({ analysis, text }: OpenScript, offset: number, member: MemberName): readonly TextEdit[] {
  const { file, imports } = analysis
  const there = imports.find(one => one.path === member.path)
  const known = there !== undefined || standardTypes.prelude.includes(member.path)
  const prefix = standardTypes.prelude.includes(member.path)
    ? ''
    : (there?.name ?? member.path.slice(member.path.lastIndexOf('/') + 1))
  const piped = /\|>\s*$/.test(text.slice(0, offset))
  const { insert } = offerMember(member, { prefix, nameOnly: false, piped, importInto: null })
  const call = { from: offset, to: offset, text: insert.replace(/\$\{\d+:([^}]*)\}|\$\d/g, '$1') }
  return known ? [call] : [importEdit(member.path, file), call]
}
