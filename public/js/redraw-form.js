/** Once a field with data-redraws changes, has the server draw the form's part anew (press=look), and stays where it was. */
export default function (form) {
  form.addEventListener('change', async ({ target }) => {
    if (!target.hasAttribute('data-redraws')) return
    const body = new URLSearchParams([...new FormData(form), ['press', 'look']])
    const answer = await fetch(form.action, { method: 'POST', body })
    if (!answer.ok) return
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
    for (const fresh of page.querySelectorAll('[data-redrawn]')) {
      const old = form.querySelector(`[data-redrawn="${fresh.dataset.redrawn}"]`)
      old?.replaceWith(document.adoptNode(fresh))
    }
    document.getElementById(target.id)?.focus()
  })
}
