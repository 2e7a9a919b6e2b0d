// `npm run corpus -- DIR`: every recorded script whose members all exist is run and compared with what the reference
// answered. Differences that a member's `differs` text covers are listed and do not fail.
import { judgeAll, ofKind } from './corpusRun.ts'

const write = (line: string): boolean => process.stdout.write(`${line}\n`)

async function main(dir: string, filter: string): Promise<number> {
  const judged = await judgeAll(dir, filter)
  const [passed, differing, failed] = [ofKind(judged, 'passed'), ofKind(judged, 'expected'), ofKind(judged, 'failed')]
  for (const { name, verdict } of differing)
    write(`differs  ${name}: ${verdict.difference} (${verdict.members.join(', ')})`)
  for (const { name, verdict } of failed) write(`FAILED   ${name}: ${verdict.difference}`)
  const reordered = passed.filter(({ verdict }) => verdict.columnOrderDiffers)
  for (const { name } of reordered) write(`columns  ${name}: in another order`)
  write(`${reordered.length} passed with columns in another order, ${differing.length} differ on purpose`)
  const right = passed.length + differing.length
  write(`${right} passed / ${right + failed.length} eligible / ${judged.length} all`)
  return failed.length > 0 ? 1 : 0
}

const [dir, filter = ''] = process.argv.slice(2)
if (!dir) {
  process.stderr.write('usage: npm run corpus -- DIR [part of a name]\n')
  process.exit(2)
}
process.exitCode = await main(dir, filter)
