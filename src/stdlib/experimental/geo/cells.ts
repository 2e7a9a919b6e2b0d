// Cells of the sphere by their tokens: a number in hexadecimal without the zeros at its end. Level 0 are the six faces of
// a cube, and each level has four times the cells of the one before.
import { s2 } from 's2js'
import { fault } from '../../../values/index.ts'
import type { Place } from './geometry.ts'
import type { Region } from './regions.ts'

const { cellid } = s2

export const MAX_LEVEL = 30
/** More cells than this a covering does not seek to have. */
const MOST_CELLS = 100
const MOST_CELLS_OF_A_LEVEL = 20_000

export const levelOf = (token: string): number => cellid.level(cellOf(token))

export function centreOf(token: string): Place {
  const { lat, lng } = cellid.latLng(cellOf(token))
  return { lat: degrees(lat), lon: degrees(lng) }
}

/** The cell of a level that a smaller cell is part of. */
export function ancestorOf(token: string, level: number): string {
  const id = cellid.fromToken(token)
  if (cellid.valid(id) && level <= cellid.level(id)) return cellid.toToken(cellid.parent(id, level))
  throw fault('invalid', 'invalid token specified or requested level greater then current level')
}

export function cellAt({ lat, lon }: Place, level: number): string {
  const id = cellid.fromLatLng(s2.LatLng.fromDegrees(lat, lon))
  if (cellid.valid(id)) return cellid.toToken(cellid.parent(id, level))
  throw fault('invalid', 'invalid coordinates')
}

/** Cells of one level that cover a region. */
export interface Grid {
  /** -1 where there are no cells. */
  readonly level: number
  readonly cells: readonly string[]
}

/** Numbers that are not set are below 1, the level below 0. */
export interface GridSize {
  readonly level: number
  readonly maxLevel: number
  readonly minSize: number
  readonly maxSize: number
}

/** The coarsest grid of at least `minSize` cells, or the finest of at most `maxSize`. */
export function gridOver(region: Region, { level, maxLevel, minSize, maxSize }: GridSize): Grid {
  if (level > -1) return gridAtLevel(region, level)
  if (minSize <= 0 && maxSize <= 0) throw fault('invalid', 'either minSize or maxSize must be specified')
  const [most, deepest] = [maxSize > 0 ? maxSize : MOST_CELLS, maxLevel > 0 ? maxLevel : MAX_LEVEL]
  let best: Grid = none
  for (let at = 1; at <= deepest; at++) {
    const grid = gridAt(region, at)
    if (grid.cells.length > most) break
    best = grid
    if (minSize > 0 && grid.cells.length >= minSize) break
  }
  // a limit on the level is a reason to have fewer cells than asked for
  return best.cells.length < minSize && maxLevel <= 0 ? none : best
}

const none: Grid = { level: -1, cells: [] }

/** Levels are gone through one by one, so that a grid too large is known before it is made. */
function gridAtLevel(region: Region, level: number): Grid {
  if (level > MAX_LEVEL) throw fault('invalid', `level must be between 0 and ${MAX_LEVEL}, found ${level}`)
  let grid = none
  for (let at = 0; at <= level; at++) {
    grid = gridAt(region, at)
    if (at < level && grid.cells.length > MOST_CELLS_OF_A_LEVEL / 4)
      throw fault('resource exhausted', `a grid of level ${level} over this region has too many cells`, {
        steps: [`Ask for level ${at} or less: that one has ${grid.cells.length} cells.`],
      })
  }
  return grid
}

function gridAt(region: Region, level: number): Grid {
  const coverer = new s2.RegionCoverer({ minLevel: level, maxLevel: level, maxCells: MOST_CELLS })
  const cells = Array.from(coverer.covering(region), id => cellid.toToken(id))
  return cells.length > 0 ? { level, cells } : none
}

function cellOf(token: string): s2.cellid.CellID {
  const id = cellid.fromToken(token)
  if (cellid.valid(id)) return id
  throw fault('invalid', 'invalid token specified')
}

const degrees = (angle: number): number => angle / (Math.PI / 180)
