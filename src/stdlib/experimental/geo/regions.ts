// Geometries on the sphere: what one contains, how far it is to another, how long it is. Angles are in radians; `radius`
// is the Earth's, in the unit radii are given in.
import { r1, s1, s2 } from 's2js'
import { fault } from '../../../values/index.ts'
import type { Geometry, Place } from './geometry.ts'

type Box = Extract<Geometry, { kind: 'box' }>
type Polygon = Extract<Geometry, { kind: 'polygon' }>

/** In radians: less than a hundredth of a millimetre. */
const SAME_POINT = 1e-12

export type Region = s2.Rect | s2.Cap | s2.Loop

export function regionOf(geometry: Geometry, radius: number): Region {
  switch (geometry.kind) {
    case 'box':
      return rectangle(geometry)
    case 'circle':
      return s2.Cap.fromCenterAngle(pointAt(geometry), geometry.radius / radius)
    case 'polygon':
      return loopOf(geometry)
    default:
      throw fault('invalid', `unsupported region type: geo.${geometry.kind}`, {
        steps: ['A region is a box, a circle or a polygon.'],
      })
  }
}

/** Of a line all points count, but not what lies between them. */
export function contains(region: Region, geometry: Geometry): boolean {
  return pathOf(geometry).every(place => region.containsPoint(pointAt(place)))
}

export function distance(from: Geometry, to: Geometry, radius: number): number {
  const path = pathOf(to).map(pointAt)
  switch (from.kind) {
    case 'circle':
      return Math.max(0, apart([pointAt(from)], path) - from.radius / radius)
    case 'box':
      return to.kind === 'point' ? fromRectangle(rectangle(from), to) : fromCorners(corners(from), path)
    case 'polygon':
      return fromLoop(loopOf(from), path)
    default:
      return apart(pathOf(from).map(pointAt), path)
  }
}

export function length(geometry: Geometry): number {
  const path = pathOf(geometry).map(latLngAt)
  return path.slice(1).reduce((sum, next, i) => sum + path[i].distance(next), 0)
}

/** Points on the way: one, or those of a line. */
function pathOf(geometry: Geometry): readonly Place[] {
  if (geometry.kind === 'point') return [geometry]
  if (geometry.kind === 'polyline') return geometry.points
  throw fault('invalid', `unsupported geometry type: geo.${geometry.kind}`, {
    steps: ['A geometry here is a point or a linestring.'],
  })
}

const latLngAt = ({ lat, lon }: Place): s2.LatLng => s2.LatLng.fromDegrees(lat, lon)
const pointAt = (place: Place): s2.Point => s2.Point.fromLatLng(latLngAt(place))

function rectangle({ lat, lon }: Box): s2.Rect {
  const [low, high] = [latLngAt({ lat: lat[0], lon: lon[0] }), latLngAt({ lat: lat[1], lon: lon[1] })]
  return new s2.Rect(new r1.Interval(low.lat, high.lat), new s1.Interval(low.lng, high.lng))
}

/** Corners that fall together are one: at a pole, or of a box that is only a line. */
function corners({ lat: [south, north], lon: [west, east] }: Box): s2.Point[] {
  const around = [
    { lat: south, lon: west },
    { lat: south, lon: east },
    { lat: north, lon: east },
    { lat: north, lon: west },
  ].map(pointAt)
  return around.filter((p, i) => !around.slice(0, i).some(other => p.distance(other) < SAME_POINT))
}

const loops = new WeakMap<Polygon, s2.Loop>()

/** The same polygon is asked about for row after row. */
function loopOf(polygon: Polygon): s2.Loop {
  const known = loops.get(polygon)
  if (known) return known
  const drawn = loop(polygon.points.map(pointAt))
  loops.set(polygon, drawn)
  return drawn
}

/** What is inside is the smaller part of the sphere, whichever way round the corners are given. */
function loop(points: s2.Point[]): s2.Loop {
  const drawn = new s2.Loop(points)
  if (drawn.area() >= 2 * Math.PI) drawn.invert()
  return drawn
}

const fromCorners = (around: s2.Point[], path: readonly s2.Point[]): number =>
  around.length > 2 ? fromLoop(loop(around), path) : apart(around, path)

/** A path that begins outside and leads in crosses an edge. */
function fromLoop(region: s2.Loop, path: readonly s2.Point[]): number {
  if (region.containsPoint(path[0])) return 0
  const edges = Array.from({ length: region.numEdges() }, (_, i) => region.edge(i))
  return nearest(edges, path)
}

/** Between two paths, of which either may be one point. */
function apart(a: readonly s2.Point[], b: readonly s2.Point[]): number {
  if (a.length > 1) return nearest(edgesOf(a), b)
  return b.length > 1 ? nearest(edgesOf(b), a) : a[0].distance(b[0])
}

interface Edge {
  readonly v0: s2.Point
  readonly v1: s2.Point
}

const edgesOf = (path: readonly s2.Point[]): Edge[] => path.slice(1).map((v1, i) => ({ v0: path[i], v1 }))

/** Every edge is looked at, for an index of a few edges is dearer than that. */
function nearest(edges: readonly Edge[], path: readonly s2.Point[]): number {
  const targets =
    path.length > 1
      ? edgesOf(path).map(({ v0, v1 }) => new s2.EdgeQueryEdgeTarget(v0, v1))
      : [new s2.EdgeQueryPointTarget(path[0])]
  let least = s1.chordangle.infChordAngle()
  for (const target of targets)
    for (const { v0, v1 } of edges) least = target.updateMinDistanceToEdge(v0, v1, least).distance
  return s1.chordangle.angle(least)
}

/** Sides of a rectangle that run east and west are parallels, which no edge of a polygon follows. */
function fromRectangle({ lat, lng }: s2.Rect, place: Place): number {
  const at = latLngAt(place)
  if (lng.contains(at.lng)) return Math.max(0, at.lat - lat.hi, lat.lo - at.lat)
  const nearEast = s1.Interval.fromEndpoints(lng.hi, lng.complementCenter()).contains(at.lng)
  const meridian = nearEast ? lng.hi : lng.lo
  const ends = [lat.lo, lat.hi].map(l => s2.Point.fromLatLng(new s2.LatLng(l, meridian)))
  return nearest(edgesOf(ends), [pointAt(place)])
}
