// All recorded scripts below a directory, each run and judged.
import { readdirSync } from 'node:fs'
import { join, relative } from 'node:path'
import { judge, type Verdict } from './corpusCase.ts'
import { corpusHost } from './corpusHost.ts'

export interface Judged {
  /** The script's path below the directory. */
  readonly name: string
  readonly verdict: Verdict
}

/** `filter`: a part of the names to run. */
export async function judgeAll(dir: string, filter = ''): Promise<Judged[]> {
  const judged: Judged[] = []
  for (const script of scripts(dir)) {
    const name = relative(dir, script)
    if (name.includes(filter)) judged.push({ name, verdict: await verdictOf(script) })
  }
  return judged
}

/** Those with one kind of verdict. */
export function ofKind<K extends Verdict['kind']>(
  judged: readonly Judged[],
  kind: K,
): Array<{ name: string; verdict: Extract<Verdict, { kind: K }> }> {
  return judged.flatMap(({ name, verdict }) =>
    verdict.kind === kind ? [{ name, verdict: verdict as Extract<Verdict, { kind: K }> }] : [],
  )
}

function scripts(dir: string): string[] {
  return readdirSync(dir, { withFileTypes: true })
    .flatMap(e => (e.isDirectory() ? scripts(join(dir, e.name)) : e.name.endsWith('.flux') ? [join(dir, e.name)] : []))
    .sort()
}

async function verdictOf(script: string): Promise<Verdict> {
  try {
    return await judge(script, corpusHost)
  } catch (error) {
    return { kind: 'failed', difference: error instanceof Error ? (error.stack ?? error.message) : String(error) }
  }
}
