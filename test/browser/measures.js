// Runs in the page that is measured.

/** A link in the middle of a sentence is as high as its line. */
const isInSentence = element =>
  getComputedStyle(element).display === 'inline' &&
  element.parentElement.textContent.trim().length > element.textContent.trim().length

/** What takes the finger: of a box to be ticked, its label too. */
function areaOf(element) {
  const ticked = element.matches('[type=checkbox], [type=radio]')
  return (ticked && element.closest('.choice, label')) || element
}

function isShown(element) {
  const { width, height } = element.getBoundingClientRect()
  return width > 1 && height > 1 && element.checkVisibility({ visibilityProperty: true })
}

const nameOf = element =>
  `<${element.localName} class="${element.className}"> ${element.textContent.trim().slice(0, 40)}`

function findSmallTargets() {
  const targets = document.querySelectorAll('a[href], button, input, select, textarea, summary')
  return [...targets].filter(isShown).flatMap(element => {
    if (isInSentence(element) || element.matches('.skip-link, .visually-hidden')) return []
    const { width, height } = areaOf(element).getBoundingClientRect()
    const least = element.matches('.button, .input, button, nav a, .choice input') ? 44 : 24
    const fits = height >= least - 0.5 && width >= Math.min(least, 24)
    return fits ? [] : [`${nameOf(element)}: ${Math.round(width)} × ${Math.round(height)}`]
  })
}

/** What sticks out of the page to the right, outside of frames that scroll by themselves. */
function findOverflow() {
  const { scrollWidth, clientWidth } = document.documentElement
  if (scrollWidth <= clientWidth) return []
  const wide = [...document.body.querySelectorAll('*')].filter(
    element => isShown(element) && element.getBoundingClientRect().right > clientWidth + 0.5,
  )
  return [`${scrollWidth} of ${clientWidth}`, ...wide.slice(0, 3).map(nameOf)]
}

const readHead = () => ({
  lang: document.documentElement.lang,
  title: document.title.trim() !== '',
  headings: document.querySelectorAll('h1').length,
})

const readFocus = () => document.activeElement?.className ?? ''

globalThis.measures = { findSmallTargets, findOverflow, readHead, readFocus }
