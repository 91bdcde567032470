/**
 * Lets what stands in a list be dragged to its place: questions among all pages, pages among themselves. The place is
 * sent by the form named in data-form, as its buttons do.
 */
export default function (list) {
  const form = document.getElementById(list.dataset.form)
  let dragged

  const isPage = item => item.parentElement === list
  /** The item of the same sort under the pointer. */
  const under = target => {
    const item = target.closest('[data-code]')
    return item && isPage(item) && !isPage(dragged)
      ? item
      : item?.closest(isPage(dragged) ? '.build-page' : '[data-code]')
  }
  const clear = () => {
    for (const item of list.querySelectorAll('.drop-before')) item.classList.remove('drop-before')
  }
  const indexIn = (items, item) => items.filter(one => one !== dragged).indexOf(item)

  const placeOf = item => {
    const { code } = dragged.dataset
    if (isPage(dragged)) return `${code} ${indexIn([...list.children], item)}`
    const questions = isPage(item) ? item.querySelector('[data-page]') : item.parentElement
    const page = isPage(item) ? item.dataset.code : questions.dataset.page
    if (isPage(item)) return `${code} ${page} 0`
    return `${code} ${page} ${indexIn([...questions.children], item)}`
  }

  for (const item of list.querySelectorAll('[data-code]')) item.draggable = true

  list.addEventListener('dragstart', event => {
    dragged = event.target.closest('[data-code]')
    dragged.classList.add('dragged')
    event.dataTransfer.effectAllowed = 'move'
  })
  list.addEventListener('dragend', () => {
    dragged?.classList.remove('dragged')
    dragged = undefined
    clear()
  })
  list.addEventListener('dragover', event => {
    if (!dragged) return
    clear()
    const item = under(event.target)
    if (!item || item === dragged) return
    event.preventDefault()
    item.classList.add('drop-before')
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
