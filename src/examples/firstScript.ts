// What a first visit finds in the editor. It comes with the page; the rest of the gallery comes when it is opened.
import text from './scrape/documentation.flux?raw'

export const firstScript = { name: 'Untitled', text }
