// One message under the editor: what, where, what to do now, with the buttons that do it. The text can be selected.
import { Check, CircleAlert, Info, LoaderCircle, TriangleAlert } from 'lucide-react'
import { useMemo } from 'react'
import { useStore } from 'zustand'
import { sampleFor } from '../buckets/sampleFor.ts'
import { usePage } from '../page.ts'
import { shareAs } from '../share/shareAs.ts'
import { withSecretsMoved } from '../share/tokens.ts'
import type { Session } from '../state/session.ts'
import type { ShareForm } from '../state/share.ts'
import { type Message, messageFor } from './messages.ts'

const icons = { ok: Check, hint: Info, warning: TriangleAlert, bad: CircleAlert, waiting: LoaderCircle }

export function MessageStrip() {
  const { session } = usePage()
  const program = useStore(session.program)
  const ending = useStore(session.results, s => s.ending)
  const shown = useStore(session.results, s => s.shown)
  const damaged = useStore(session.share, s => s.damaged)
  const secretsInLink = useStore(session.share, s => s.secretsInLink)
  const message = useMemo(() => messageFor(program, { ending, shown }), [program, ending, shown])
  if (damaged) return <DamagedLink why={damaged} />
  if (secretsInLink) return <SecretsInLink form={secretsInLink} />
  return <Strip message={message} />
}

function Strip({ message }: { readonly message: Message }) {
  const page = usePage()
  const { span } = message
  const Icon = icons[message.tone]
  return (
    <div className={`strip ${message.tone}`} role={message.tone === 'bad' ? 'alert' : 'status'}>
      <Icon size={16} aria-hidden="true" />
      <div className="strip-text">
        <b>{message.what}</b> <span className="muted">{message.more.join(' ')}</span>
        {message.related.map(({ from, to, text }) => (
          <button key={`${from} ${text}`} type="button" className="why" onClick={() => page.editor?.reveal(from, to)}>
            {text}
          </button>
        ))}
      </div>
      <div className="strip-actions">
        {message.fixes.map(fix => (
          <button key={fix.title} type="button" className="button fix" onClick={() => page.editor?.apply(fix.edits)}>
            {fix.title}
          </button>
        ))}
        {span && message.fixes.length === 0 && (
          <button type="button" className="button fix" onClick={() => page.editor?.reveal(span.from, span.to)}>
            Show
          </button>
        )}
        <WaysOn message={message} />
        {message.report !== null && (
          <button type="button" className="button fix" onClick={() => void page.clipboard?.writeText(message.report!)}>
            Copy the report
          </button>
        )}
      </div>
    </div>
  )
}

function WaysOn({ message: { ways, url, bucket } }: { readonly message: Message }) {
  const { session } = usePage()
  // what needs a panel is for the whole page
  if (session.frame.embedded) return ways.includes('open') ? <OpenIt url={url} /> : null
  if (bucket !== null && ways.includes('bucket')) return <CreateBucket name={bucket} />
  if (ways.includes('skip'))
    return (
      <button type="button" className="button fix" onClick={() => session.start({ skipUnwritable: true })}>
        Leave such rows out
      </button>
    )
  if (url === null) return null
  return (
    <>
      {ways.includes('paste') && (
        <button type="button" className="button fix" onClick={() => session.sources.setState({ pastingFor: url })}>
          Paste its text
        </button>
      )}
      {ways.includes('proxy') && (
        <button type="button" className="button fix" onClick={() => howToRead(session, url)}>
          Use the local proxy
        </button>
      )}
      {ways.includes('open') && <OpenIt url={url} />}
    </>
  )
}

function howToRead({ sources, layout }: Session, url: string): void {
  sources.setState({ unread: url })
  layout.setState({ drawer: 'sources' })
}

function OpenIt({ url }: { readonly url: string | null }) {
  if (url === null || !/^https?:/.test(url)) return null
  return (
    <a className="button fix" href={url} target="_blank" rel="noreferrer noopener">
      Open it in a tab
    </a>
  )
}

/** The bucket a script named is not there: it is created, with something in it where the script reads it. */
function CreateBucket({ name }: { readonly name: string }) {
  const { session } = usePage()
  const { buckets, layout, program, connections } = session
  const reads = useStore(program, s => s.reach?.found?.buckets.read !== false)
  const create = async (sample: boolean): Promise<void> => {
    if (!(await buckets.create(name, 0n))) {
      layout.setState({ drawer: 'buckets' })
      return
    }
    if (sample) await session.aside(sampleFor(program.getState().text, name))
    session.start()
  }
  const there = (): void => {
    const known = connections.getState().connections
    if (known.length !== 1) layout.setState({ drawer: 'connections' })
    else {
      connections.choose(known[0].id)
      session.start()
    }
  }
  return (
    <>
      <button type="button" className="button fix" onClick={() => void create(false)}>
        Create {name} and run again
      </button>
      {reads && (
        <>
          <button type="button" className="button fix" onClick={() => void create(true)}>
            With sample data
          </button>
          <button type="button" className="button fix" onClick={() => layout.setState({ drawer: 'buckets' })}>
            Import a file
          </button>
          <button type="button" className="button fix" onClick={there}>
            Run on an InfluxDB
          </button>
        </>
      )}
    </>
  )
}

/** A link would hand the script's secrets to whoever opens it. */
function SecretsInLink({ form }: { readonly form: ShareForm }) {
  const page = usePage()
  const { program, connections, share } = page.session
  const move = async (): Promise<void> => {
    const { text, secrets } = withSecretsMoved(program.getState().text)
    for (const [key, value] of Object.entries(secrets)) connections.setSecret(key, value)
    program.edit(text)
    await shareAs(page, form)
  }
  return (
    <div className="strip warning" role="alert">
      <TriangleAlert size={16} aria-hidden="true" />
      <div className="strip-text">
        <b>The script has a secret in it, which a link would carry.</b>{' '}
        <span className="muted">Nothing was copied. Moved to the secrets of this page, it stays with you.</span>
      </div>
      <div className="strip-actions">
        <button type="button" className="button fix" onClick={() => void move()}>
          Move it and copy the link
        </button>
        <button type="button" className="button fix" onClick={() => void shareAs(page, form, true)}>
          It is no secret: copy
        </button>
        <button type="button" className="button fix" onClick={() => share.setState({ secretsInLink: null })}>
          Cancel
        </button>
      </div>
    </div>
  )
}

function DamagedLink({ why }: { readonly why: string }) {
  const { session } = usePage()
  return (
    <div className="strip bad" role="alert">
      <CircleAlert size={16} aria-hidden="true" />
      <div className="strip-text">
        <b>The link could not be read: {why}.</b>{' '}
        <span className="muted">Your own script is still here; ask for the link again.</span>
      </div>
      <div className="strip-actions">
        <button type="button" className="button fix" onClick={() => session.share.setState({ damaged: null })}>
          Dismiss
        </button>
      </div>
    </div>
  )
}
