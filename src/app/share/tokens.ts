// Secrets written into a script: a link would hand them to whoever opens it.

export interface WrittenSecret {
  /** Offsets of the text between the quotes. */
  readonly from: number
  readonly to: number
  readonly value: string
  /** What it is written as: `token`, or the name of a header. */
  readonly name: string
}

const written =
  /\b(token|apiKey|apikey|password|accessToken|routingKey|secretKey)\s*:\s*"((?:[^"\\]|\\.)+)"|"?\b(Authorization|X-Api-Key|X-Auth-Token)"?\s*:\s*"((?:[^"\\]|\\.)+)"/gi

/** Texts that stand where a secret would; a name in `${…}` is none. */
export function secretsIn(text: string): readonly WrittenSecret[] {
  return [...text.matchAll(written)].flatMap(match => {
    const value = match[2] ?? match[4]
    if (value.startsWith('${')) return []
    const to = match.index + match[0].length - 1
    return [{ from: to - value.length, to, value, name: match[1] ?? match[3] }]
  })
}

export interface Moved {
  readonly text: string
  /** What `secrets.get` has to find now, by key. */
  readonly secrets: Readonly<Record<string, string>>
}

/** The script with `secrets.get` in the place of its secrets. */
export function withSecretsMoved(text: string): Moved {
  const secrets: Record<string, string> = {}
  let [out, at] = ['', 0]
  for (const { from, to, value, name } of secretsIn(text)) {
    const key = keyFor(name, value, secrets)
    secrets[key] = value
    out += `${text.slice(at, from - 1)}secrets.get(key: "${key}")`
    at = to + 1
  }
  out += text.slice(at)
  const path = 'influxdata/influxdb/secrets'
  if (at === 0 || out.includes(`"${path}"`)) return { text: out, secrets }
  return { text: `import "${path}"\n${out.startsWith('import') ? '' : '\n'}${out}`, secrets }
}

/** The same secret has one key; another of that name has a number. */
function keyFor(name: string, value: string, taken: Readonly<Record<string, string>>): string {
  const base = name
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .replace(/\W/g, '_')
    .toUpperCase()
  for (let n = 1; ; n++) {
    const key = n === 1 ? base : `${base}_${n}`
    if (!(key in taken) || taken[key] === value) return key
  }
}
