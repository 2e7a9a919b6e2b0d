// The command line of what serves the page, and what it says once it does.
import { openBrowser } from './openBrowser.ts'

export interface StartArguments {
  /** As `new URL().origin` writes them. */
  readonly origins: readonly string[]
  readonly port: number | null
  readonly open: boolean
}

/** The arguments, or what is wrong with them. */
export function readArguments(given: readonly string[]): StartArguments | { readonly wrong: string } {
  const origins: string[] = []
  let port: number | null = null
  let open = true
  for (let i = 0; i < given.length; i++) {
    const [name, attached] = given[i].split(/=(.*)/s)
    const value = (): string => attached ?? given[++i] ?? ''
    if (name === '--no-open') open = false
    else if (name === '--port') {
      const text = value()
      port = Number(text)
      if (!/^\d+$/.test(text) || port > 65_535) return { wrong: `--port wants a number up to 65535, found “${text}”.` }
    } else if (name === '--allow') {
      const origin = originOf(value())
      if ('wrong' in origin) return origin
      origins.push(origin.origin)
    } else return { wrong: `There is no option ${name}.` }
  }
  return { origins: [...new Set(origins)], port, open }
}

/** The arguments of this process; it ends where one is wrong. `command` is how it was started. */
export function argumentsOrExit(command: string): StartArguments {
  const read = readArguments(process.argv.slice(2))
  if (!('wrong' in read)) return read
  process.stderr.write(`${read.wrong}\n\n${command} [--allow ORIGIN]... [--port NUMBER] [--no-open]\n`)
  process.exit(2)
}

export function welcome(address: string, { origins, open }: StartArguments): void {
  process.stdout.write(`The playground is at ${address}\nA live endpoint to scrape is at ${address}metrics\n`)
  if (origins.length > 0) process.stdout.write(`The local proxy reads ${origins.join(', ')}\n`)
  if (open) openBrowser(address)
}

/** Exactly an origin: a path would promise a narrower door than there is. */
function originOf(text: string): { readonly origin: string } | { readonly wrong: string } {
  const url = URL.canParse(text) ? new URL(text) : null
  if (!url || !/^https?:$/.test(url.protocol))
    return { wrong: `--allow wants an origin such as http://localhost:8086, found “${text}”.` }
  if (url.pathname !== '/' || url.search || url.hash || url.username || text.includes('*'))
    return { wrong: `--allow opens whole origins: write ${url.origin} for “${text}”.` }
  return { origin: url.origin }
}
