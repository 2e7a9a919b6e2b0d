// Addresses in a sentence, whole, with what is not as it looks marked.
import { askedHost, lookAlikes } from './lookAlikes.ts'

interface PlacesProps {
  readonly addresses: readonly string[]
  readonly buckets: boolean
}

/** Addresses, and the buckets kept here, as one list. */
export function Places({ addresses, buckets }: PlacesProps) {
  if (!buckets) return <Addresses list={addresses} nothing="nothing" />
  return (
    <>
      {addresses.length > 0 && (
        <>
          <Addresses list={addresses} nothing="" /> and{' '}
        </>
      )}
      buckets kept in this browser
    </>
  )
}

export function Addresses({ list, nothing }: { readonly list: readonly string[]; readonly nothing: string }) {
  if (list.length === 0) return nothing
  return list.map((address, i) => (
    <span key={address}>
      {i > 0 && ', '}
      <code>
        {lookAlikes(whole(address)).map(({ text, odd }, part) =>
          odd ? (
            // biome-ignore lint/suspicious/noArrayIndexKey: parts of one fixed text
            <mark key={part} title="not a Latin letter, though it may look like one">
              {text}
            </mark>
          ) : (
            text
          ),
        )}
      </code>
      {askedHost(whole(address)) !== null && (
        <>
          {' '}
          (letters of other alphabets: the browser asks <code>{askedHost(whole(address))}</code>)
        </>
      )}
    </span>
  ))
}

/** A relative address is one of this page's own. */
function whole(address: string): string {
  return /^[a-z][a-z0-9+.-]*:/i.test(address) || !URL.canParse(address, document.baseURI) ? address : new URL(address, document.baseURI).href // biome-ignore format: one choice
}
