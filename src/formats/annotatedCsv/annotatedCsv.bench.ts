// 50 MB of annotated CSV to frames and back, beside a plain loop over the same bytes in the same run.
import { pathToFileURL } from 'node:url'
import { randomFrom } from '../prometheus/seededExposition.ts'
import { decodeAnnotatedCsv } from './decode.ts'
import { encodeAnnotatedCsv } from './encode.ts'

/** Tables of a range and some tags, their rows a time and a float, a third of them with all digits. */
function seededCsv(size: number): string {
  const random = randomFrom(7)
  const out = [
    '#datatype,string,long,dateTime:RFC3339,dateTime:RFC3339,dateTime:RFC3339,double,string,string,string\n',
    '#group,false,false,true,true,false,false,true,true,true\n',
    '#default,_result,,,,,,,,\n',
    ',result,table,_start,_stop,_time,_value,_field,_measurement,host\n',
  ]
  let bytes = 0
  for (let table = 0; bytes < size; table++) {
    const tail = `usage_${table % 7},cpu,host-${table}.example.org\n`
    for (let row = 0; row < 5000 && bytes < size; row++) {
      const time = new Date(1.7e12 + row * 10_000).toISOString().replace('.000', '')
      const value = random() < 0.34 ? String(random() * 100) : (random() * 100).toFixed(2)
      const line = `,,${table},2023-11-14T22:13:20Z,2023-11-15T22:13:20Z,${time},${value},${tail}`
      bytes += line.length
      out.push(line)
    }
  }
  return out.join('')
}

function best(run: () => void, times: number): number {
  let least = Infinity
  for (let i = 0; i < times; i++) {
    const start = performance.now()
    run()
    least = Math.min(least, performance.now() - start)
  }
  return least
}

export function annotatedCsvBench(size = 50_000_000): Readonly<Record<string, number>> {
  const bytes = new TextEncoder().encode(seededCsv(size))
  const byteLoop = (): number => {
    let lines = 0
    for (let i = 0; i < bytes.length; i++) lines += (bytes[i] === 10) as unknown as number
    return lines
  }
  const results = decodeAnnotatedCsv(bytes)
  const loopMs = best(byteLoop, 8)
  const decodeMs = best(() => decodeAnnotatedCsv(bytes), 6)
  const encodeMs = best(() => {
    for (const _ of encodeAnnotatedCsv(results));
  }, 4)
  return {
    megabytes: bytes.length / 1e6,
    loopMs,
    decodeMs,
    encodeMs,
    decodeRatio: decodeMs / loopMs,
    encodeRatio: encodeMs / loopMs,
  }
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href)
  process.stdout.write(JSON.stringify(annotatedCsvBench(), null, 2) + '\n')
