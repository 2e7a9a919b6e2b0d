// One bucket opened: its measurements with their fields and tags, each a query away, and what can be done with it.

import { useStore } from 'zustand'
import type { BucketFile } from '../../workers/protocol.ts'
import { usePage } from '../page.ts'
import { saveFile } from '../saveFile.ts'
import type { BucketUsage, MeasurementInfo } from '../state/buckets.ts'
import { type DisplayZone, useZone } from '../zone.ts'
import { queryFor } from './queryFor.ts'
import { retentions, retentionText } from './retention.ts'

interface Props {
  readonly bucket: BucketUsage
  readonly measurements: readonly MeasurementInfo[] | null
}

export function BucketContents({ bucket, measurements }: Props) {
  const { session } = usePage()
  const zone = useZone()
  const { buckets, program, layout } = session
  const show = (text: string): void => {
    program.create(`Query of ${bucket.name}`, text)
    if (layout.getState().narrow) layout.setState({ pane: 'script', drawer: null })
  }
  const known = retentions.some(([ns]) => ns === bucket.retention)
  return (
    <div className="bucket-body">
      {bucket.last !== null && <p className="muted">{span(bucket, zone)}</p>}
      {measurements?.map(measurement => (
        <Measurement
          key={measurement.name}
          measurement={measurement}
          show={(field, tag) => show(queryFor(bucket, measurement.name, field, tag))}
          clear={() =>
            void buckets.deletePoints(bucket.id, everything, `_measurement=${JSON.stringify(measurement.name)}`)
          }
        />
      ))}
      <FileRow bucket={bucket} />
      <div className="bucket-row">
        <select
          className="field"
          aria-label={`How long points stay in ${bucket.name}`}
          value={String(bucket.retention)}
          onChange={e => void buckets.change(bucket.id, { retention: BigInt(e.target.value) })}
        >
          {!known && <option value={String(bucket.retention)}>{retentionText(bucket.retention)}</option>}
          {retentions.map(([ns, title]) => (
            <option key={title} value={String(ns)}>
              kept {title}
            </option>
          ))}
        </select>
        <button type="button" className="button quiet" onClick={() => show(queryFor(bucket))}>
          Query
        </button>
        <button type="button" className="button quiet" onClick={() => void buckets.remove(bucket)}>
          Remove
        </button>
      </div>
    </div>
  )
}

const kinds: ReadonlyArray<readonly [kind: BucketFile, title: string]> = [
  ['lines', 'Line protocol'],
  ['csv', 'Annotated CSV'],
  ['metrics', 'Metrics, the newest'],
]

/** Files in and out. */
function FileRow({ bucket }: { readonly bucket: BucketUsage }) {
  const { buckets } = usePage().session
  const told = useStore(buckets, s => s.told)
  const save = async (kind: BucketFile): Promise<void> => {
    const file = await buckets.exportFile(bucket, kind)
    if (file !== null) saveFile(file, file.name)
  }
  return (
    <>
      <div className="bucket-row">
        <label className="button quiet file-button">
          Import a file
          <input
            type="file"
            className="visually-hidden"
            accept=".lp,.txt,.csv,.prom"
            onChange={e => {
              const [file] = e.target.files ?? []
              if (file) void buckets.importFile(bucket.id, file)
              e.target.value = ''
            }}
          />
        </label>
        <select
          className="field"
          aria-label={`Export ${bucket.name}`}
          value=""
          onChange={e => void save(e.target.value as BucketFile)}
        >
          <option value="" disabled>
            Export as
          </option>
          {kinds.map(([kind, title]) => (
            <option key={kind} value={kind}>
              {title}
            </option>
          ))}
        </select>
      </div>
      {told.slice(0, 5).map(sentence => (
        <p key={sentence} className="muted" role="status">
          {sentence}
        </p>
      ))}
    </>
  )
}

/** All times there are. */
const everything = { start: -(2n ** 63n), stop: 2n ** 63n - 1n }

interface MeasurementProps {
  readonly measurement: MeasurementInfo
  readonly show: (field?: string, tag?: readonly [key: string, value: string]) => void
  readonly clear: () => void
}

/** How many tag values are listed; a query tells the rest. */
const VALUES = 12

function Measurement({ measurement: { name, fields, tags }, show, clear }: MeasurementProps) {
  return (
    <details className="measurement">
      <summary>
        <code>{name}</code>
      </summary>
      <ul aria-label={`Fields of ${name}`}>
        {fields.map(field => (
          <li key={field.name}>
            <button type="button" className="chip" onClick={() => show(field.name)}>
              {field.name}
            </button>{' '}
            <span className="muted">{field.type}</span>
          </li>
        ))}
      </ul>
      {tags.map(({ key, values }) => (
        <p key={key}>
          <span className="muted">{key}</span>{' '}
          {values.slice(0, VALUES).map(value => (
            <button key={value} type="button" className="chip" onClick={() => show(undefined, [key, value])}>
              {value}
            </button>
          ))}
          {values.length > VALUES && <span className="muted">and {values.length - VALUES} more</span>}
        </p>
      ))}
      <button type="button" className="button quiet" onClick={clear}>
        Delete its points
      </button>
    </details>
  )
}

function span({ first, last }: BucketUsage, zone: DisplayZone): string {
  return first === null || last === null ? '' : `${zone.short(first)} to ${zone.short(last)}`
}
