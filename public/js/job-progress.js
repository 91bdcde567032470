/**
 * Follows work that goes on elsewhere: asks data-source (`{ phase, percent }`) while the page is seen, moves the
 * bar, and once the phase is over shows what waits for the new one under data-after, or else the page of what it
 * follows: this one may be the answer to a form, which nobody wants to send again. Whoever may not know any more, their
 * session being over, asks no more.
 */
export default function (element) {
  const { source, phase } = element.dataset
  const bar = element.querySelector('progress')
  const words = element.querySelector('[data-percent]')
  let wait = 1000

  const ask = async () => {
    if (document.hidden) return later()
    try {
      const answer = await fetch(source, { headers: { accept: 'application/json' } })
      if (answer.redirected || (answer.status >= 400 && answer.status < 500)) return
      if (!answer.ok) throw new Error(String(answer.status))
      const now = await answer.json()
      if (now.phase !== phase) return turn(now.phase)
      bar.value = now.percent
      words.textContent = words.textContent.replace(/\d+/, now.percent)
      wait = 1000
    } catch {
      wait = Math.min(wait * 2, 60_000)
    }
    later()
  }

  const turn = phase => {
    const next = element.querySelector(`[data-after="${phase}"]`)
    if (!next) return location.replace(source.replace(/\/progress\.json$/, ''))
    element.querySelector('[data-during]').hidden = true
    next.hidden = false
    next.querySelector('button').focus()
  }

  const later = () => setTimeout(ask, wait)
  later()
}
