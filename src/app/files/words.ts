// Names of files, in scripts and without their endings.

/** As a Flux string. */
export function quoted(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&').replaceAll('${', '\\${')}"`
}

export function withoutEnding(name: string): string {
  return name.replace(/(.)\.[^.]+$/, '$1')
}
