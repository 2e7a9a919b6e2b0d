// The examples as the journeys know them: read from their files, for the module that lists them is the bundler's.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from '../src/serve/servePage.ts'

const folder = join(projectRoot, 'src/examples')

export const examples = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter(path => path.endsWith('.flux'))
  .map(file => {
    const text = readFileSync(join(folder, file), 'utf8')
    const path = file.slice(0, -'.flux'.length)
    return { path, title: path.split('/')[1]!, about: (/^\/\/ (.*?\.)(?:\s|$)/.exec(text) ?? ['', ''])[1]! }
  })
