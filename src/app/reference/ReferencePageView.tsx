// A page of the reference: a package's members, or one member with its type, parameters, notes and examples.
import { useEffect, useRef } from 'react'
import type { MemberName, ReferencePage } from '../../workers/protocol.ts'
import { type Page, usePage } from '../page.ts'
import { say } from '../state/share.ts'
import { Entries } from './Entries.tsx'
import { ExampleBox } from './ExampleBox.tsx'
import { Prose } from './Prose.tsx'
import { referenceAddress } from './referenceAddress.ts'
import { useAnswer } from './useAnswer.ts'

export function ReferencePageView({ path, name }: MemberName) {
  const { session } = usePage()
  const found = useAnswer(
    `${path} ${name}`,
    async () => (await session.language(service => service.referencePage({ path, name }))) ?? 'nothing',
  )
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    if (found) heading.current?.focus()
  }, [found])
  if (!found) return null
  if (found === 'nothing')
    return (
      <p>
        The reference has no page for <code>{name === '' ? path : `${path}.${name}`}</code>. Look for it by name or by
        what it does.
      </p>
    )
  return (
    <article aria-label={name || path}>
      <h2 ref={heading} tabIndex={-1} className="reference-name">
        {name || path}
      </h2>
      {found.kind === 'package' ? <PackagePart {...found} /> : <MemberPart {...found} />}
    </article>
  )
}

type Shown<K extends ReferencePage['kind']> = Extract<ReferencePage, { kind: K }>

function PackagePart({ summary, members }: Shown<'package'>) {
  return (
    <>
      <Prose text={summary} />
      <Entries entries={members} />
    </>
  )
}

function MemberPart({ path, member, examples }: Shown<'member'>) {
  const page = usePage()
  const { name, signature, summary, params, differs, value, kind } = member
  return (
    <>
      {path !== 'universe' && (
        <p className="muted">
          <code>import "{path}"</code>
        </p>
      )}
      <pre className="command">
        {name}: {signature}
        {value !== null && ` = ${value}`}
      </pre>
      <Prose text={summary} />
      {kind === 'unavailable' && (
        <p className="reference-note">A browser cannot run it. Its error says what can be done instead.</p>
      )}
      {differs !== null && (
        <div className="reference-note">
          <Prose text={`Differs from InfluxDB: ${differs}`} />
        </div>
      )}
      <div className="reference-actions">
        {kind !== 'option' && (
          <button type="button" className="button quiet" onClick={() => void insert(page, { path, name })}>
            Insert at the cursor
          </button>
        )}
        <button type="button" className="button" onClick={() => void copyAddress(page, { path, name })}>
          Copy a link
        </button>
      </div>
      {Object.keys(params).length > 0 && (
        <>
          <h3>Parameters</h3>
          <dl>
            {Object.entries(params).map(([parameter, text]) => (
              <div key={parameter}>
                <dt>
                  <code>{parameter}</code>
                </dt>
                <dd>
                  <Prose text={text} />
                </dd>
              </div>
            ))}
          </dl>
        </>
      )}
      {examples.length > 0 && <h3>{examples.length === 1 ? 'Example' : 'Examples'}</h3>}
      {examples.map(example => (
        <ExampleBox key={example.script} {...example} name={name} />
      ))}
    </>
  )
}

async function insert({ session, editor }: Page, member: MemberName): Promise<void> {
  if (!editor) return
  const { text } = session.program.getState()
  const script = { text, variables: session.variables.record(0, 0), offset: editor.selection().to, member }
  const edits = await session.language(service => service.insertion(script))
  if (!edits || session.program.getState().text !== text) return
  editor.apply(edits)
  if (session.layout.getState().narrow) session.layout.setState({ pane: 'script', drawer: null })
  editor.focus()
}

async function copyAddress({ session, clipboard }: Page, member: MemberName): Promise<void> {
  const address = new URL(referenceAddress(member), location.href).href
  try {
    await clipboard!.writeText(address)
    say(session.share, 'Link to this page of the reference copied.')
  } catch {
    history.replaceState(null, '', referenceAddress(member))
    say(session.share, 'The browser gave no access to the clipboard. The link is in the address bar.')
  }
}
