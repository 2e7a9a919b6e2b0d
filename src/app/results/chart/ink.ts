// The colours of a picture. Eight that readers with any of the three colour weaknesses can tell apart, in both themes,
// then the same eight dashed; the page's own roles are read from its style.

export const palette = {
  light: ['#6a4fe0', '#cb7259', '#4c90c2', '#cb177b', '#7c6200', '#0029b8', '#850210', '#671f79'],
  dark: ['#a493ff', '#e38a7e', '#46d6dd', '#e70183', '#cdc600', '#0083b3', '#9c5b08', '#8f2bfb'],
} as const

const DASHES: readonly (readonly number[])[] = [[], [7, 4], [2, 3], [9, 3, 2, 3], [14, 5]]

export interface Ink {
  readonly dark: boolean
  readonly surface: string
  readonly text: string
  readonly muted: string
  readonly line: string
  readonly accent: string
}

export interface Stroke {
  readonly color: string
  readonly dash: readonly number[]
}

export function strokeAt(place: number, dark: boolean): Stroke {
  const colors = dark ? palette.dark : palette.light
  return { color: colors[place % colors.length], dash: DASHES[Math.floor(place / colors.length) % DASHES.length] }
}

/** Plain hexadecimal, which pictures outside the page understand too. */
export function inkOf(element: HTMLElement): Ink {
  const probe = element.appendChild(document.createElement('i'))
  const canvas = document.createElement('canvas')
  canvas.width = canvas.height = 1
  const context = canvas.getContext('2d', { willReadFrequently: true })!
  const bytesOf = (role: string): Uint8ClampedArray => {
    probe.style.color = `var(${role})`
    context.clearRect(0, 0, 1, 1)
    context.fillStyle = getComputedStyle(probe).color
    context.fillRect(0, 0, 1, 1)
    return context.getImageData(0, 0, 1, 1).data
  }
  const read = (role: string): string => hex(bytesOf(role))
  const [red, green, blue] = bytesOf('--surface-1')
  const ink = {
    dark: red + green + blue < 384,
    surface: read('--surface-1'),
    text: read('--text'),
    muted: read('--text-muted'),
    line: read('--line'),
    accent: read('--accent'),
  }
  probe.remove()
  return ink
}

function hex([red, green, blue]: Uint8ClampedArray): string {
  return `#${[red, green, blue].map(n => n.toString(16).padStart(2, '0')).join('')}`
}

/** From the surface to the accent: `share` of 0 is nearly nothing, 1 is the fullest. */
export function heat(share: number, { surface, accent, dark }: Ink): string {
  const [from, to] = [channels(surface), channels(dark ? '#d9ceff' : '#3a1fa8')]
  const middle = channels(accent)
  const [a, b, t] = share < 0.5 ? [from, middle, share * 2] : [middle, to, share * 2 - 1]
  return `#${a.map((n, i) => Math.round(n + (b[i] - n) * t).toString(16).padStart(2, '0')).join('')}` // biome-ignore format: one line
}

function channels(color: string): number[] {
  return [1, 3, 5].map(at => Number.parseInt(color.slice(at, at + 2), 16))
}
