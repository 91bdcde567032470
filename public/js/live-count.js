/**
 * Keeps a count fresh: asks data-source (`{ count }`) every 20 seconds while the page is seen, less and less often
 * when it fails, and writes it into the element's [data-count] parts. The wait is told by data-every, in seconds.
 */
export default function (element) {
  const every = Number(element.dataset.every || 20) * 1000
  const format = new Intl.NumberFormat(document.documentElement.lang === 'fr' ? 'fr-FR' : 'en-GB')
  const still = matchMedia('(prefers-reduced-motion: reduce)')
  let wait = every
  let shown = Number(element.dataset.liveCount)

  const write = count => {
    for (const part of element.querySelectorAll('[data-count]')) part.textContent = format.format(count)
    shown = count
  }

  const climb = count => {
    if (still.matches || count <= shown || count - shown > 500) return write(count)
    const from = shown
    const start = performance.now()
    const step = now => {
      const part = Math.min(1, (now - start) / 900)
      write(Math.round(from + (count - from) * (1 - (1 - part) ** 3)))
      if (part < 1) requestAnimationFrame(step)
    }
    requestAnimationFrame(step)
  }

  const ask = async () => {
    if (document.hidden) return later()
    try {
      const answer = await fetch(element.dataset.source, { headers: { accept: 'application/json' } })
      if (!answer.ok) throw new Error(String(answer.status))
      const { count } = await answer.json()
      if (count !== shown) climb(count)
      wait = every
    } catch {
      wait = Math.min(wait * 2, 10 * 60 * 1000)
    }
    later()
  }

  const later = () => setTimeout(ask, wait * (0.85 + Math.random() * 0.3))
  later()
}
