// What a dry run would have sent, in order: each request as it would go out, with what lets somebody in masked.
import type { UnsentRequest } from '../../workers/protocol.ts'
import { counted, number } from '../numbers.ts'

/** The others are counted. */
const SHOWN = 200

export function UnsentRequests({ requests }: { readonly requests: readonly UnsentRequest[] }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reached by the keyboard
    <section className="unsent" aria-label="Requests not sent" tabIndex={0}>
      <p>
        <b>Dry run: {counted(requests.length, 'request')} not sent.</b>{' '}
        {requests.length > 0 && 'The tables are those of a run whose requests were all answered with 200.'}
      </p>
      <ol>
        {requests.slice(0, SHOWN).map((request, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the list of a run never changes
          <li key={i}>
            <details open={requests.length === 1}>
              <summary>
                <b>{request.method}</b> {request.url}
              </summary>
              <pre>{textOf(request)}</pre>
            </details>
          </li>
        ))}
      </ol>
      {requests.length > SHOWN && <p>{number(requests.length - SHOWN)} more.</p>}
    </section>
  )
}

function textOf({ headers, body, size }: UnsentRequest): string {
  const shown = new TextEncoder().encode(body).length
  const more = size > 4096 && shown > 0 ? `\n… ${number(size)} bytes in all` : ''
  return `${headers.map(([name, value]) => `${name}: ${value}\n`).join('')}\n${body}${more}`
}
