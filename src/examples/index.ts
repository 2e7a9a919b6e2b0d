// The gallery: every .flux file under this folder, by topic and name. A file's first comment is its description. The
// texts come with the page, since opening one must not wait for anything.

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
const topics: Readonly<Record<string, string>> = { scrape: 'Scraping', tables: 'Tables', csv: 'CSV' }

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

/** What a first visit finds in the editor. */
export const firstScript = exampleAt('scrape/documentation')
