// The ways to hand a script on; what makes them is loaded when the page is at rest, or with the first that is asked for.
import type { Page } from '../page.ts'
import type { ShareForm } from '../state/share.ts'

const loadShare = () => import('./share.ts')
setTimeout(() => void loadShare().catch(() => {}), 1000)

/** `asItIs` copies it although there may be secrets in it. */
export async function shareAs(page: Page, form: ShareForm, asItIs = false): Promise<void> {
  await (await loadShare()).share(page, form, asItIs)
}

export async function shareText(page: Page, text: string): Promise<void> {
  await (await loadShare()).shareText(page, text)
}
