/**
 * Lets what stands in a list be dragged to the place of another: questions among all pages, pages among themselves; a
 * question dropped on a page comes last there. The place is sent by the form named in data-form, as its buttons do.
 */
export default function (list) {
  const form = document.getElementById(list.dataset.form)
  let dragged
  let marked

  const isPage = item => item.parentElement === list
  const under = target => target.closest(isPage(dragged) ? '.build-page' : '[data-code]')
  /** Down its own list it goes behind the other, else before it. */
  const goesBehind = item =>
    (item.parentElement === dragged.parentElement &&
      dragged.compareDocumentPosition(item) === Node.DOCUMENT_POSITION_FOLLOWING) ||
    (isPage(item) && !isPage(dragged))

  const mark = item => {
    marked?.classList.remove('drop-before', 'drop-behind')
    marked = item
    marked?.classList.add(goesBehind(item) ? 'drop-behind' : 'drop-before')
  }

  const placeOf = item => {
    const { code } = dragged.dataset
    const index = [...item.parentElement.children].indexOf(item)
    if (isPage(dragged)) return `${code} ${index}`
    return isPage(item)
      ? `${code} ${item.dataset.code}`
      : `${code} ${item.parentElement.dataset.page} ${index}`
  }

  for (const item of list.querySelectorAll('[data-code]')) item.draggable = true

  list.addEventListener('dragstart', event => {
    dragged = event.target.closest('[data-code]')
    dragged.classList.add('dragged')
    event.dataTransfer.effectAllowed = 'move'
  })
  list.addEventListener('dragend', () => {
    mark()
    dragged.classList.remove('dragged')
    dragged = undefined
  })
  list.addEventListener('dragover', event => {
    const item = dragged && under(event.target)
    if (!item || item === dragged) return
    event.preventDefault()
    mark(item)
  })
  list.addEventListener('drop', event => {
    const item = dragged && under(event.target)
    if (!item || item === dragged) return
    event.preventDefault()
    const place = document.createElement('input')
    Object.assign(place, { type: 'hidden', name: 'place', value: placeOf(item) })
    form.append(place)
    form.submit()
  })
}
