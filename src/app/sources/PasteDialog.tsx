// Takes a text in place of what an address would answer, and runs the script again with it.
import { Dialog } from '@base-ui/react/dialog'
import { useRef } from 'react'
import { useStore } from 'zustand'
import { usePage } from '../page.ts'
import { paste } from '../state/sources.ts'

export default function PasteDialog() {
  const { session } = usePage()
  const url = useStore(session.sources, s => s.pastingFor)
  const area = useRef<HTMLTextAreaElement>(null)
  const close = (): void => session.sources.setState({ pastingFor: null })
  const use = (): void => {
    if (url === null || !area.current) return
    paste(session.sources, url, area.current.value)
    session.start()
  }
  return (
    <Dialog.Root open={url !== null} onOpenChange={open => !open && close()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="dialog-back" />
        <Dialog.Popup className="dialog" initialFocus={area}>
          <Dialog.Title>Paste the text of this address</Dialog.Title>
          <Dialog.Description>
            <code>{url}</code>
            <br />
            <span className="muted">
              Until the page is closed the script gets this text instead of asking the address.
            </span>
          </Dialog.Description>
          <textarea ref={area} className="field" aria-label="Text of the address" spellCheck={false} />
          <div className="dialog-actions">
            <Dialog.Close className="button">Cancel</Dialog.Close>
            <button type="button" className="button primary" onClick={use}>
              Use it and run
            </button>
          </div>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}
