/** The Monday on which the story is told; every day in the texts is written from it. */
const toldOn = '2026-11-23'
const week = 7 * 24 * 3600 * 1000

/** Moves a day of the story ('YYYY-MM-DD') by whole weeks, so that it is told in the week of `today`. */
export function storyDay(day: string, today: Date): string {
  const weeks = Math.floor((today.getTime() - Date.parse(toldOn)) / week)
  return new Date(Date.parse(day) + weeks * week).toISOString().slice(0, 10)
}

/** Writes the days that stand as {YYYY-MM-DD} in a text: « 1er octobre », "1 October". */
export function writeDays(text: string, today: Date, locale: 'fr' | 'en'): string {
  const words = new Intl.DateTimeFormat(locale === 'fr' ? 'fr-FR' : 'en-GB', {
    day: 'numeric',
    month: 'long',
    timeZone: 'UTC',
  })
  return text.replace(/\{(\d{4}-\d\d-\d\d)\}/g, (_, day: string) => {
    const written = words.format(new Date(storyDay(day, today)))
    return locale === 'fr' ? written.replace(/^1 /, '1er ') : written
  })
}
