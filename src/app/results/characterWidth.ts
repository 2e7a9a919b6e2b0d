// How wide a letter of the cells' font is. Measuring makes the browser lay out the whole page, so it is done once, and
// before the first result is there.

let known = 0

export function characterWidth(): number {
  if (known > 0) return known
  const probe = document.createElement('span')
  probe.className = 'measure'
  probe.textContent = '0'.repeat(100)
  document.body.append(probe)
  known = probe.getBoundingClientRect().width / 100
  probe.remove()
  return known || 7.25
}
