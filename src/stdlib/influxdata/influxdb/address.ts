// Which InfluxDB and which bucket the arguments of a member mean.
import { type BucketInfo, type Buckets, type InfluxServer, SYSTEM_BUCKET } from '../../../library/index.ts'
import { fault, setupFault } from '../../../values/index.ts'

export interface ServerArguments {
  readonly host?: string
  readonly org?: string
  readonly orgID?: string
  readonly token?: string
}

export interface BucketArguments extends ServerArguments {
  readonly bucket?: string
  readonly bucketID?: string
}

/** What the members of this package say of the parameters they share. */
export const described = {
  bucket: 'The bucket, by name.',
  bucketID: 'The bucket, by id.',
  host: 'The address of an InfluxDB, such as `http://localhost:8086`; without it the buckets kept here are meant.',
  org: 'The organization, by name.',
  orgID: 'The organization, by id.',
  token: 'A token of that InfluxDB.',
} as const

/** The server a host names; null where the buckets kept here are meant. */
export function serverOf({ host, org, orgID, token }: ServerArguments): InfluxServer | null {
  refuseBoth('org', org, 'orgID', orgID)
  if (host === undefined) return null
  return { host, token: token ?? '', ...(org === undefined ? {} : { org }), ...(orgID === undefined ? {} : { orgID }) }
}

export function refuseBoth(name: string, one: string | undefined, id: string, other: string | undefined): void {
  if (one !== undefined && other !== undefined) throw fault('invalid', `must specify only one of ${name} or ${id}`)
}

/** A bucket kept here that is written to: that of statuses and notifications comes to be with its first point. */
export async function bucketToWrite(buckets: Buckets, asked: BucketArguments): Promise<BucketInfo> {
  return asked.bucket === SYSTEM_BUCKET && buckets.system ? buckets.system() : bucketHere(buckets, asked)
}

/** A bucket kept here; a Fault that offers to create it when there is none of that name. */
export async function bucketHere(buckets: Buckets, { bucket, bucketID }: BucketArguments): Promise<BucketInfo> {
  const all = await buckets.list()
  const found = all.find(one => (bucket === undefined ? one.id === bucketID : one.name === bucket))
  if (found) return found
  const name = bucket ?? bucketID ?? ''
  const known = all.map(one => one.name)
  throw setupFault('not found', `could not find bucket ${JSON.stringify(name)}`, {
    steps: [
      name === SYSTEM_BUCKET
        ? 'It comes to be with the first status or notification: run a script with monitor.check or monitor.notify.'
        : known.length === 0
          ? 'There are no buckets here yet: create one, or give the host of an InfluxDB that has it.'
          : `The buckets here are ${known.join(', ')}: create this one, or give the host of an InfluxDB that has it.`,
    ],
    ways: name.startsWith('_') ? [] : ['bucket'],
    bucket: name,
  })
}
