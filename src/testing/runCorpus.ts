// `npm run corpus -- DIR`: every recorded script whose members all exist is run and compared with what the reference
// answered. Differences that a member's `differs` text covers are listed and do not fail.
import { readdirSync } from 'node:fs'
import { join, relative } from 'node:path'
import { judge, type Verdict } from './corpusCase.ts'
import { corpusHost } from './corpusHost.ts'

function scripts(dir: string): string[] {
  return readdirSync(dir, { withFileTypes: true })
    .flatMap(e => (e.isDirectory() ? scripts(join(dir, e.name)) : e.name.endsWith('.flux') ? [join(dir, e.name)] : []))
    .sort()
}

const write = (line: string): boolean => process.stdout.write(`${line}\n`)

async function main(dir: string, filter: string): Promise<number> {
  const verdicts: Array<{ name: string; verdict: Verdict }> = []
  for (const script of scripts(dir)) {
    const name = relative(dir, script)
    if (!name.includes(filter)) continue
    verdicts.push({ name, verdict: await judged(script) })
  }
  const of = <K extends Verdict['kind']>(kind: K) =>
    verdicts.flatMap(({ name, verdict }) =>
      verdict.kind === kind ? [{ name, verdict: verdict as Extract<Verdict, { kind: K }> }] : [],
    )
  for (const { name, verdict } of of('expected'))
    write(`differs  ${name}: ${verdict.difference} (${verdict.members.join(', ')})`)
  for (const { name, verdict } of of('failed')) write(`FAILED   ${name}: ${verdict.difference}`)
  const reordered = of('passed').filter(({ verdict }) => verdict.columnOrderDiffers)
  for (const { name } of reordered) write(`columns  ${name}: in another order`)
  const [passed, failed, ineligible] = [
    of('passed').length + of('expected').length,
    of('failed').length,
    of('ineligible').length,
  ]
  write(`${reordered.length} passed with columns in another order, ${of('expected').length} differ on purpose`)
  write(`${passed} passed / ${passed + failed} eligible / ${passed + failed + ineligible} all`)
  return failed > 0 ? 1 : 0
}

async function judged(script: string): Promise<Verdict> {
  try {
    return await judge(script, corpusHost)
  } catch (error) {
    return { kind: 'failed', difference: error instanceof Error ? (error.stack ?? error.message) : String(error) }
  }
}

const [dir, filter = ''] = process.argv.slice(2)
if (!dir) {
  process.stderr.write('usage: npm run corpus -- DIR [part of a name]\n')
  process.exit(2)
}
process.exitCode = await main(dir, filter)
