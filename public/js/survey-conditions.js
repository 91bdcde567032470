/**
 * Shows and hides parts of a page of questions as they are answered, by the rules the server keeps too
 * (data-rules is their module). What is hidden is named in the field `veiled`, as on the page that came.
 */
export default function (form) {
  const outline = JSON.parse(form.dataset.outline)
  const earlier = JSON.parse(form.dataset.earlier)
  const questions = outline.pages.flatMap(page => page.questions)
  const part = code => form.querySelectorAll(`[data-part="${CSS.escape(code)}"]`)

  const read = (question, typed) => {
    const { code, kind, choices = [], rows } = question
    if (kind === 'ranking') {
      const ranked = choices.map(choice => [choice.code, Number(typed(`${code}.${choice.code}`)[0])])
      return [
        [
          code,
          ranked
            .filter(([, rank]) => rank)
            .sort((a, b) => a[1] - b[1])
            .map(([one]) => one),
        ],
      ]
    }
    const keys = rows ? rows.map(row => `${code}.${row.code}`) : [code]
    const several = kind === 'multiple' || question.multiple
    const one = value => (kind === 'number' ? value.replace(/\s/g, '').replace(',', '.') : value.trim())
    const other = 'other' in question ? [[`${code}.other`, typed(`${code}.other`).at(-1) ?? '']] : []
    return [...keys.map(key => [key, several ? typed(key) : one(typed(key).at(-1) ?? '')]), ...other]
  }

  const update = show => {
    const fields = [...earlier, ...new FormData(form)]
    const typed = key =>
      fields.filter(([name, value]) => name === `q.${key}` && value !== '').map(([, value]) => value)
    const answers = Object.fromEntries(questions.flatMap(question => read(question, typed)))
    const hidden = new Set(show(outline, answers).hidden)
    for (const element of form.querySelectorAll('[data-part]'))
      element.hidden = hidden.has(element.dataset.part)
    form.elements.veiled.value = [...hidden].filter(code => part(code).length > 0).join(' ')
  }

  import(form.dataset.rules).then(({ show }) => {
    form.addEventListener('input', () => update(show))
    update(show)
  })
}
