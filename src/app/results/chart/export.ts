// The picture as a file: SVG as it is written, PNG as the browser draws that at twice its size.
import { saveFile } from '../../saveFile.ts'
import type { Ink } from './ink.ts'
import type { Picture } from './picture.ts'
import { type SvgFile, svgOf } from './svg.ts'

const SCALE = 2

export async function savePicture(kind: 'svg' | 'png', picture: Picture, ink: Ink): Promise<void> {
  const file = svgOf(picture, ink, picture.yLabel)
  const svg = new Blob([file.text], { type: 'image/svg+xml' })
  saveFile(kind === 'svg' ? svg : await asPng(svg, file), `chart.${kind}`)
}

async function asPng(svg: Blob, { width, height }: SvgFile): Promise<Blob> {
  const address = URL.createObjectURL(svg)
  try {
    const image = new Image()
    image.src = address
    await image.decode()
    const canvas = document.createElement('canvas')
    canvas.width = width * SCALE
    canvas.height = height * SCALE
    canvas.getContext('2d')!.drawImage(image, 0, 0, canvas.width, canvas.height)
    return await new Promise((resolve, reject) => {
      canvas.toBlob(
        blob => (blob ? resolve(blob) : reject(new Error('the browser could not write a PNG'))),
        'image/png',
      )
    })
  } finally {
    URL.revokeObjectURL(address)
  }
}
