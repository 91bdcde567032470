/** A button that copies the address in data-link, then says so with the words in data-done. */
export default function (button) {
  if (!navigator.clipboard) return
  const words = button.textContent
  button.hidden = false
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(button.dataset.link)
    button.textContent = button.dataset.done
    setTimeout(() => {
      button.textContent = words
    }, 4000)
  })
}
