// The gallery: every .flux file under this folder, by topic and name. A file's first sentence is what it teaches.

export interface Example {
  /** `folder/name` */
  readonly path: string
  readonly topic: string
  readonly title: string
  readonly about: string
  readonly text: string
}

const files = import.meta.glob<string>('./*/*.flux', { query: '?raw', import: 'default', eager: true })

/** The folders, in the order of the gallery, and what it calls them. */
const topics: Readonly<Record<string, string>> = {
  start: 'First steps',
  scrape: 'Scraping',
  tables: 'Tables and columns',
  windows: 'Time and windows',
  distributions: 'Distributions',
  joins: 'Joins and unions',
  values: 'Values',
  texts: 'Texts',
  states: 'States and alerts',
  outside: 'Files, HTTP and JSON',
  buckets: 'Buckets and tasks',
}

export const examples: readonly Example[] = Object.entries(files)
  .map(([file, text]) => exampleOf(file.slice(2, -'.flux'.length), text))
  .sort((a, b) => rank(a) - rank(b))

function rank({ topic }: Example): number {
  return Object.values(topics).indexOf(topic)
}

function exampleOf(path: string, text: string): Example {
  const [folder, name] = path.split('/')
  const topic = topics[folder]
  const about = (/^\/\/ (.*?\.)(?:\s|$)/.exec(text) ?? ['', ''])[1]
  return { path, topic, title: name[0].toUpperCase() + name.slice(1).replaceAll('-', ' '), about, text }
}

export function exampleAt(path: string): Example {
  const found = examples.find(e => e.path === path)
  if (!found) throw new Error(`there is no example ${path}`)
  return found
}
