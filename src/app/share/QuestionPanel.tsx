// A run that waits: it wants to reach a place nobody allowed yet. One question at a time.
import { useStore } from 'zustand'
import { useSession } from '../page.ts'
import { Addresses } from './Addresses.tsx'
import { OpenWhole } from './OpenWhole.tsx'
import './consent.css'

export default function QuestionPanel() {
  const { consent, frame } = useSession()
  const [question] = useStore(consent, s => s.questions)
  if (!question) return null
  const { direction, place, address } = question
  const buckets = place === 'buckets'
  return (
    <div className="consent">
      <section className="consent-card" aria-label="The script asks" role="alertdialog" key={question.id}>
        <p>
          <b>The script waits.</b> It wants to {direction === 'read' ? 'read' : 'write to'}{' '}
          {buckets ? 'the buckets kept in this browser' : <Addresses list={[address]} nothing={place} />}.
        </p>
        <p>
          {consequence(direction, buckets)}
          {frame.foreign &&
            direction === 'write' &&
            ' A page of another site shows this one: what writes is run on a page of its own.'}
        </p>
        <div className="consent-actions">
          {frame.foreign && direction === 'write' ? (
            <OpenWhole className="button primary">Open in the playground</OpenWhole>
          ) : (
            <button type="button" className="button primary" onClick={() => consent.answer(question, 'once')}>
              Allow
            </button>
          )}
          {!frame.foreign && (
            <button type="button" className="button" onClick={() => consent.answer(question, 'always')}>
              {buckets ? 'Always' : `Always for ${place.replace(/^\w+:\/\//, '')}`}
            </button>
          )}
          <button type="button" className="button quiet" onClick={() => consent.answer(question, 'no')}>
            Refuse
          </button>
        </div>
      </section>
    </div>
  )
}

function consequence(direction: 'read' | 'write', buckets: boolean): string {
  if (direction === 'read' && !buckets) return 'It could use what it reads, and the address itself can tell the server something.' // biome-ignore format: one sentence
  if (direction === 'read') return 'It could use what you have collected here.'
  return buckets ? 'It could change what you have collected here.' : 'What it has read so far could be sent there.'
}
