/** A button that opens the device's own share sheet on data-link and data-title. */
export default function (button) {
  if (!navigator.share) return
  button.hidden = false
  button.addEventListener('click', () => {
    const { title, link } = button.dataset
    navigator.share({ title, url: link }).catch(() => {})
  })
}
