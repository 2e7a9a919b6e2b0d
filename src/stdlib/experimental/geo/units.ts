// What distances are measured in: how long the radius of the Earth, taken as a sphere, is in it.
import { fault, isNull, RecordValue, type Value } from '../../../values/index.ts'

const MEAN_RADIUS_KM = 6371.01
const KM_PER_MILE = 1.609344

const radii: Readonly<Record<string, number>> = {
  m: MEAN_RADIUS_KM * 1000,
  km: MEAN_RADIUS_KM,
  mile: MEAN_RADIUS_KM / KM_PER_MILE,
}

/** The radius of the Earth in the unit that `{distance: "km"}` or its like names. */
export function earthRadius(units: Value): number {
  const named = units instanceof RecordValue && units.fields.size === 1 ? units.get('distance') : undefined
  if (named === undefined) throw fault('invalid', 'invalid units parameter: missing field: distance')
  if (isNull(named)) throw fault('invalid', 'invalid units parameter: distance field is null')
  const radius = Object.hasOwn(radii, String(named)) ? radii[String(named)] : undefined
  if (radius !== undefined) return radius
  throw fault('invalid', `invalid units parameter: unsupported distance unit '${named}'`, {
    steps: [`Use one of ${Object.keys(radii).join(', ')}.`],
  })
}
