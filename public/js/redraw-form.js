const read = form => new URLSearchParams([...new FormData(form), ['press', 'look']]).toString()

/** Has the server draw the form's part anew; again where more was filled in meanwhile, so that nothing is lost. */
async function redraw(form, target) {
  const body = read(form)
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }
  const answer = await fetch(form.action, { method: 'POST', headers, body })
  if (!answer.ok) return
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
  if (read(form) !== body) return redraw(form, target)
  for (const fresh of page.querySelectorAll('[data-redrawn]')) {
    const old = form.querySelector(`[data-redrawn="${fresh.dataset.redrawn}"]`)
    old?.replaceWith(document.adoptNode(fresh))
  }
  document.getElementById(target.id)?.focus()
}

/** Once a field with data-redraws changes, redraws the form (press=look) and stays where it was. */
export default function (form) {
  form.addEventListener('change', ({ target }) => {
    if (target.hasAttribute('data-redraws')) redraw(form, target)
  })
}
