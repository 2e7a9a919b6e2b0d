// The time zone of the times on the page, and a list to choose another from.
import { useStore } from 'zustand'
import { useSession } from '../page.ts'
import { displayZone, LOCAL, localName, nanoseconds, useZone, zoneNames } from '../zone.ts'
import { FinderButton } from './FinderButton.tsx'

export function ZoneButton({ className }: { readonly className: string }) {
  const { settings } = useSession()
  const chosen = useStore(settings, s => s.zone)
  const { name } = useZone()
  return (
    <FinderButton
      className={className}
      label={`Times in ${name}, choose another time zone`}
      title="Time zone of the times on the page"
      placeholder="Find a time zone"
      options={asked => zoneOptions(asked, chosen)}
      choose={({ id }) => settings.setState({ zone: id })}
    >
      {name}
    </FinderButton>
  )
}

function zoneOptions(asked: string, chosen: string) {
  const now = nanoseconds(Date.now())
  const words = asked.toLowerCase().split(/\s+/)
  return [LOCAL, ...zoneNames()]
    .map(id => ({ id, title: id === LOCAL ? `This computer’s: ${localName()}` : id.replaceAll('_', ' ') }))
    .filter(({ title }) => words.every(word => title.toLowerCase().includes(word)))
    .map(option => ({ ...option, aside: offsetNow(option.id, now), checked: option.id === chosen }))
}

function offsetNow(id: string, now: bigint): string {
  const offset = displayZone(id).offset(now)
  return offset === 'Z' ? '' : offset
}
