// The gallery: every .flux file under this folder, by topic and name. A file's first comment is its description. The
// texts come with the page, since opening one must not wait for anything.

export interface Example {
  /** `topic/name` */
  readonly path: string
  readonly topic: string
  readonly title: string
  readonly about: string
  readonly text: string
}

const files = import.meta.glob<string>('./*/*.flux', { query: '?raw', import: 'default', eager: true })

export const examples: readonly Example[] = Object.entries(files).map(([file, text]) => {
  const path = file.slice(2, -'.flux'.length)
  const [topic, name] = path.split('/')
  const about = (/^\/\/ (.*?\.)(?:\s|$)/.exec(text) ?? ['', ''])[1]
  return { path, topic, title: name[0].toUpperCase() + name.slice(1).replaceAll('-', ' '), about, text }
})

export function exampleAt(path: string): Example {
  const found = examples.find(e => e.path === path)
  if (!found) throw new Error(`there is no example ${path}`)
  return found
}

/** What a first visit finds in the editor. */
export const firstScript = exampleAt('scrape/documentation')
