/** Shows what the server says of the field named in data-field while it is being changed, from data-source. */
export default function (place) {
  const field = document.getElementById(place.dataset.field)
  let waiting
  field.addEventListener('input', () => {
    clearTimeout(waiting)
    waiting = setTimeout(async () => {
      const answer = await fetch(
        `${place.dataset.source}?${new URLSearchParams({ [field.name]: field.value })}`,
      )
      if (answer.ok && !answer.redirected) place.innerHTML = await answer.text()
    }, 200)
  })
}
