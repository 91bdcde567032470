/**
 * Saves a form once a field is left changed, by the form's own route, and redraws from the page that comes back what
 * is named in data-redrawn. Lines still to be added (data-once) wait for the button: sent twice they would be twice.
 */
export default function (form) {
  const status = form.querySelector('[data-status]')
  let saving

  const redraw = page => {
    for (const fresh of page.querySelectorAll('[data-redrawn]'))
      document
        .querySelector(`[data-redrawn="${fresh.dataset.redrawn}"]`)
        ?.replaceWith(document.adoptNode(fresh))
    const same = page.querySelector('[data-behaviour~=autosave]')
    form.action = same.getAttribute('action')
    form.elements.mark.value = same.elements.mark.value
  }

  const save = async () => {
    const answer = await fetch(form.action, { method: 'POST', body: new URLSearchParams(new FormData(form)) })
    if (!answer.ok) throw new Error(String(answer.status))
    redraw(new DOMParser().parseFromString(await answer.text(), 'text/html'))
    status.textContent = form.dataset.saved
  }

  form.addEventListener('change', () => {
    const waits = [...form.querySelectorAll('[data-once]')].some(field => field.value.trim() !== '')
    if (waits) {
      status.textContent = form.dataset.waiting
      return
    }
    const mine = Promise.resolve(saving)
      .then(save)
      .catch(() => {
        status.textContent = form.dataset.unsaved
      })
    saving = mine
    mine.then(() => {
      if (saving === mine) saving = undefined
    })
  })

  // The button is pressed out of a changed field: the two saves would be each other's somebody else.
  form.addEventListener('submit', event => {
    if (!saving) return
    event.preventDefault()
    saving.then(() => form.requestSubmit(event.submitter))
  })
}
