/**
 * Saves a form once its owner leaves a field, by the form's own route, and redraws from the page that comes back what
 * is named in data-redrawn. Lines still to be added (data-once) wait for the button: sent twice they would be twice.
 */
export default function (form) {
  const status = form.querySelector('[data-status]')
  let saving = Promise.resolve()

  const redraw = page => {
    for (const fresh of page.querySelectorAll('[data-redrawn]')) {
      const old = document.querySelector(`[data-redrawn="${fresh.dataset.redrawn}"]`)
      if (old) old.replaceWith(document.adoptNode(fresh))
    }
    const mark = page.querySelector(`form[action="${form.getAttribute('action')}"] [name=mark]`)
    if (mark) form.elements.mark.value = mark.value
  }

  const save = async () => {
    const answer = await fetch(form.action, { method: 'POST', body: new URLSearchParams(new FormData(form)) })
    if (!answer.ok) throw new Error(String(answer.status))
    redraw(new DOMParser().parseFromString(await answer.text(), 'text/html'))
    status.textContent = form.dataset.saved
  }

  form.addEventListener('change', ({ target }) => {
    if (target.hasAttribute('data-by-hand')) return
    if ([...form.querySelectorAll('[data-once]')].some(field => field.value.trim() !== '')) {
      status.textContent = form.dataset.waiting
      return
    }
    saving = saving.then(save).catch(() => {
      status.textContent = form.dataset.unsaved
    })
  })
}
