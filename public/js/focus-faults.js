/** After a refused form the list of what to mend takes the focus, so that it is read first. */
export default function (list) {
  list.focus()
}
