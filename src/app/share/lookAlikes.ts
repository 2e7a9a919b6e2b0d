// Addresses that are not what they look like: letters of other alphabets stand out, and the host is also shown as the
// browser asks for it.

/** Parts of an address, those with letters that only look like Latin ones marked. */
export function lookAlikes(address: string): readonly { readonly text: string; readonly odd: boolean }[] {
  const parts: { text: string; odd: boolean }[] = []
  for (const letter of address) {
    const odd = letter.codePointAt(0)! > 0x7e || letter < ' '
    const last = parts.at(-1)
    if (last?.odd === odd) last.text += letter
    else parts.push({ text: letter, odd })
  }
  return parts
}

/** The host in the letters it is asked by, where those are not the ones written; null for plain hosts. */
export function askedHost(address: string): string | null {
  if (!URL.canParse(address)) return null
  const { host } = new URL(address)
  return /(^|\.)xn--/.test(host) ? host : null
}
