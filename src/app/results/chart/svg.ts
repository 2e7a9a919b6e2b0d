// A picture as an SVG file that needs nothing else: axes, lines, names.
import type { Box, Path, Pen } from './draw.ts'
import { piecesOf, placesIn } from './draw.ts'
import { type Ink, strokeAt } from './ink.ts'
import type { Picture } from './picture.ts'

const WIDTH = 960
const HEIGHT = 480
const LINE = 16
const CHARACTER = 6.7

export interface SvgFile {
  readonly text: string
  readonly width: number
  readonly height: number
}

export function svgOf(picture: Picture, ink: Ink, title: string): SvgFile {
  const left = 24 + Math.max(24, ...picture.yMarks.map(m => m.text.length * CHARACTER))
  const box: Box = { left, top: 40, width: WIDTH - left - 24, height: HEIGHT - 40 - 56 }
  const legend = legendOf(picture, ink, box)
  const height = HEIGHT + legend.height
  const body = [
    `<rect width="${WIDTH}" height="${height}" fill="${ink.surface}"/>`,
    `<text x="${left}" y="22" fill="${ink.text}" font-weight="600">${escaped(title)}</text>`,
    axes(picture, ink, box),
    `<clipPath id="plot"><rect x="${box.left}" y="${box.top - 1}" width="${box.width}" height="${box.height + 2}"/></clipPath>`,
    `<g clip-path="url(#plot)">${drawn(picture, ink, box)}</g>`,
    legend.text,
  ]
  const open = `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" font-family="system-ui, sans-serif" font-size="12">` // biome-ignore format: one tag
  return { text: `${open}\n<title>${escaped(title)}</title>\n${body.join('\n')}\n</svg>\n`, width: WIDTH, height }
}

function drawn(picture: Picture, ink: Ink, box: Box): string {
  const parts: string[] = []
  const pen: Pen = {
    line(trace, { color, dash, width }) {
      const dashes = dash.length > 0 ? ` stroke-dasharray="${dash.join(' ')}"` : ''
      parts.push(`<path d="${traced(trace)}" fill="none" stroke="${color}" stroke-width="${width}" stroke-linejoin="round"${dashes}/>`) // biome-ignore format: one tag
    },
    area(trace, color, opacity) {
      const d = traced(trace)
      if (d !== '') parts.push(`<path d="${d}" fill="${color}"${opacity < 1 ? ` fill-opacity="${opacity}"` : ''}/>`)
    },
  }
  for (const piece of piecesOf(picture, box, ink)) piece.draw(pen)
  return parts.join('\n')
}

function traced(trace: (path: Path) => void): string {
  const parts: string[] = []
  const n = (v: number): string => String(Math.round(v * 100) / 100)
  trace({
    moveTo: (x, y) => parts.push(`M${n(x)} ${n(y)}`),
    lineTo: (x, y) => parts.push(`L${n(x)} ${n(y)}`),
    rect: (x, y, width, height) => parts.push(`M${n(x)} ${n(y)}h${n(width)}v${n(height)}h${n(-width)}z`),
    closePath: () => parts.push('z'),
  })
  return parts.join('')
}

function axes(picture: Picture, ink: Ink, box: Box): string {
  const places = placesIn(picture, box)
  const [right, bottom] = [box.left + box.width, box.top + box.height]
  const across = picture.yMarks.map(({ at, text }) => {
    const y = Math.round(places.y(at)) + 0.5
    const grid = picture.cells ? '' : `<path d="M${box.left} ${y}H${right}" stroke="${ink.line}"/>`
    return `${grid}<text x="${box.left - 8}" y="${y + 4}" text-anchor="end" fill="${ink.muted}">${escaped(text)}</text>`
  })
  const along = picture.xMarks.map(({ at, text }) => {
    const x = Math.round(places.x(at)) + 0.5
    const lines = text.split('\n').map((part, i) => `<tspan x="${x}" y="${bottom + 18 + i * 14}">${escaped(part)}</tspan>`) // biome-ignore format: one tag
    return `<path d="M${x} ${bottom}v4" stroke="${ink.muted}"/><text text-anchor="middle" fill="${ink.muted}">${lines.join('')}</text>` // biome-ignore format: one tag
  })
  const name = `<text x="${right}" y="${bottom + 48}" text-anchor="end" fill="${ink.muted}">${escaped(picture.xLabel)}</text>` // biome-ignore format: one tag
  return [...across, ...along, `<path d="M${box.left} ${bottom + 0.5}H${right}" stroke="${ink.muted}"/>`, name].join('\n') // biome-ignore format: one line
}

function legendOf({ curves }: Picture, ink: Ink, box: Box): { readonly text: string; readonly height: number } {
  const items = curves.map(({ name, order }, i) => {
    const { color, dash } = strokeAt(order, ink.dark)
    const y = HEIGHT + i * LINE
    const dashes = dash.length > 0 ? ` stroke-dasharray="${dash.join(' ')}"` : ''
    return `<path d="M${box.left} ${y}h20" stroke="${color}" stroke-width="2"${dashes}/><text x="${box.left + 28}" y="${y + 4}" fill="${ink.text}">${escaped(name)}</text>` // biome-ignore format: one tag
  })
  return { text: items.join('\n'), height: items.length > 0 ? items.length * LINE + 8 : 0 }
}

/** A file of XML may not hold most control characters at all. */
function escaped(text: string): string {
  return text
    .replaceAll(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '�')
    .replaceAll(/[&<>"]/g, c => `&#${c.charCodeAt(0)};`)
}
