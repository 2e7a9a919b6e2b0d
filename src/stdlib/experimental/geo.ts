// experimental/geo: places on the Earth, taken as a sphere. Cells and coverings are those of the S2 geometry.
import { packageOf } from '../../library/index.ts'
import { getGrid, getLevel, s2CellIDToken, s2CellLatLon } from './geo/cellMembers.ts'
import * as measures from './geo/measures.ts'
import * as tables from './geo/tables.ts'
import { asTracks, ST_LineString, totalDistance } from './geo/tracks.ts'

const { units, stContains, stDistance, stLength } = measures
const { ST_Contains, ST_Distance, ST_DWithin, ST_Intersects, ST_Length } = measures

export const geo = packageOf('experimental/geo', 'Works on places and tracks.', {
  units,
  stContains,
  stDistance,
  stLength,
  ST_Contains,
  ST_Distance,
  ST_DWithin,
  ST_Intersects,
  ST_Length,
  ST_LineString,
  getGrid,
  getLevel,
  s2CellIDToken,
  s2CellLatLon,
  ...tables,
  asTracks,
  totalDistance,
})
