// One sentence on what just happened, with a file where a link would be too long.
import { useStore } from 'zustand'
import { commands } from '../commands/commands.ts'
import { usePage } from '../page.ts'

export function Notice() {
  const page = usePage()
  const { notice, offersFile } = useStore(page.session.share)
  return (
    <span className="status-notice" role="status">
      {notice}
      {notice && offersFile && (
        <button type="button" className="button quiet" onClick={() => commands.saveScript.run(page)}>
          Save as a file
        </button>
      )}
    </span>
  )
}
