import type { Page } from 'playwright-core'
import t, { type Test } from 'tap'
import { openBrowser } from '../support/browser.ts'
import { signIn } from '../support/officers.ts'
import { freePort } from '../support/process.ts'
import { openUnisson, type Unisson } from '../support/unisson.ts'

t.setTimeout(300_000)

const browser = await openBrowser()
t.teardown(() => browser.close())

interface Walk {
  page: Page
  unisson: Unisson
  scripts: boolean
}

const main = (page: Page) => page.locator('main')
const press = (page: Page, name: string | RegExp) =>
  main(page).getByRole('button', { name, exact: true }).first().click()
const follow = (page: Page, name: string | RegExp) => main(page).getByRole('link', { name }).first().click()
const headed = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name }).waitFor()

const addressOf = (member: number) => `membre.${member}@atelier.example`

/** As a spreadsheet saves it in France: semicolons and a byte order mark. */
function register(): Buffer {
  const lines = Array.from({ length: 50 }, (_, at) => `Membre ${at + 1};${1000 + at};${addressOf(at + 1)}`)
  return Buffer.from(`\uFEFFNom;Numéro;Courriel\r\n${lines.join('\r\n')}\r\n`)
}

/** Waits for a job as its page lets one wait: it turns by itself, or by its link. */
async function turn({ page, unisson, scripts }: Walk, title: string): Promise<void> {
  await unisson.work()
  if (!scripts) await follow(page, 'Voir où cela en est')
  await headed(page, title)
}

/** From the first page of management to the register, by what the pages say. */
async function bringMembers(t: Test, walk: Walk): Promise<void> {
  const { page } = walk
  await page.goto('/manage')
  await page.getByRole('link', { name: 'Membres' }).click()
  await follow(page, 'Importer un fichier')
  const file = { name: 'membres.csv', mimeType: 'text/csv', buffer: register() }
  await page.getByLabel('Fichier CSV').setInputFiles(file)
  await press(page, 'Envoyer le fichier')
  await press(page, 'Vérifier le fichier')
  await headed(page, 'Vérification du fichier')
  await turn(walk, 'Ce que le fichier va changer')
  await press(page, 'Importer')
  await headed(page, 'Import en cours')
  await turn(walk, 'Import terminé')
  await follow(page, 'Voir le registre')
  t.match(await page.locator('.figures').textContent(), /Membres\s*50\s*Joignables par courriel\s*50/)
}

async function addQuestion(page: Page, kind: RegExp, text: string, more: Record<string, string> = {}) {
  await main(page).getByRole('button', { name: kind }).click()
  await page.getByLabel('Question', { exact: true }).fill(text)
  for (const [name, value] of Object.entries(more)) await page.locator(`[name=${name}]`).fill(value)
}

/** Fills in one line of a condition: its question, then what its page now offers. */
async function compare(walk: Walk, line: string, [question, is, value]: [RegExp, string, string]) {
  const { page, scripts } = walk
  const asked = page.locator(`[name="answer.${line}"]`)
  const label = (await asked.locator('option').allTextContents()).find(words => question.test(words))
  await asked.selectOption({ label: label?.trim() ?? '' })
  if (!scripts) await press(page, 'Proposer les réponses')
  if (is !== 'est') await page.locator(`[name="is.${line}"]`).selectOption({ label: is })
  await page.locator(`select[name="value.${line}"]`).selectOption({ label: value })
}

/** A blank survey becomes three pages, two conditions in them, each with one inside another. */
async function build(t: Test, walk: Walk): Promise<void> {
  const { page } = walk
  await page.getByRole('link', { name: 'Enquêtes' }).click()
  await follow(page, 'Voir les autres modèles')
  await page.getByLabel('Une page blanche').check()
  await page.getByLabel('Titre').fill('Nos salaires et nos nuits')
  await press(page, 'Commencer le brouillon')
  await follow(page, 'Écrire les questions')
  await follow(page, 'Ajouter une question')
  await addQuestion(page, /^Oui ou non/, 'Travaillez-vous la nuit ?')
  await press(page, 'Enregistrer')
  await page.getByText('La question est enregistrée.').waitFor()
  await follow(page, 'Ajouter une autre question')
  await addQuestion(page, /^Un choix/, 'Votre atelier ?', { new_choices: 'Fours\nContrôle\nExpédition' })
  await press(page, 'Enregistrer')
  await page.getByText('La question est enregistrée.').waitFor()

  await follow(page, 'Pages et questions')
  await press(page, 'Ajouter une page')
  await addQuestion(page, /^Tableau/, 'Qu’est-ce qui pèse la nuit ?', {
    new_rows: 'Le bruit\nLa chaleur\nLe sommeil perdu',
    new_choices: 'Pas du tout\nUn peu\nBeaucoup',
  })
  await press(page, 'Enregistrer')
  await page.getByText('La question est enregistrée.').waitFor()
  await follow(page, 'Ajouter une autre question')
  await addQuestion(page, /^Échelle/, 'La prime de nuit suffit-elle ?')
  await page.getByLabel('Oui, on ne peut pas continuer sans').check()
  await press(page, 'Enregistrer')
  await page.getByText('La question est enregistrée.').waitFor()
  await follow(page, 'Mettre une condition')
  await compare(walk, '0.0', [/nuit/, 'est', 'Oui'])
  await press(page, 'Ajouter un groupe')
  await compare(walk, '0.1.0', [/atelier/, 'est', 'Fours'])
  await compare(walk, '0.1.1', [/atelier/, 'est', 'Expédition'])
  await press(page, 'Enregistrer')
  await page.getByText('La condition est enregistrée.').waitFor()

  await follow(page, 'Revenir à la page')
  await press(page, 'Ajouter une page')
  await addQuestion(page, /^Réponse libre/, 'Que diriez-vous à la direction ?')
  await press(page, 'Enregistrer')
  await page.getByText('La question est enregistrée.').waitFor()
  await follow(page, 'Page 3')
  await follow(page, 'Mettre une condition')
  await page.locator('[name="join.0"]').selectOption({ label: 'au moins un point est vrai' })
  await compare(walk, '0.0', [/prime/, 'est au plus', '2'])
  await press(page, 'Ajouter un groupe')
  await page.locator('[name="join.0.1"]').selectOption({ label: 'tout est vrai' })
  await compare(walk, '0.1.0', [/Travaillez/, 'est', 'Non'])
  await compare(walk, '0.1.1', [/atelier/, 'est', 'Contrôle'])
  await press(page, 'Enregistrer')
  await page.getByText('La condition est enregistrée.').waitFor()
  await follow(page, 'Pages et questions')
  await follow(page, 'Vérifier')
  t.match(await main(page).textContent(), 'Les questions sont prêtes à partir')
}

async function launch(t: Test, { page, unisson }: Walk): Promise<void> {
  await follow(page, 'Préparer le lancement')
  await page.getByLabel('Les membres des sections choisies').check()
  t.ok(await page.getByLabel('Plateforme de Dourges').isChecked(), 'the only section there is')
  await page.getByLabel('À quoi servent les réponses').fill('Préparer la négociation sur les salaires.')
  await press(page, 'Enregistrer')
  await headed(page, 'Lancer l’enquête')
  t.match(await main(page).textContent(), /50 membres joignables/)
  await press(page, 'Lancer l’enquête')
  await headed(page, 'Participation')
  t.match(await main(page).textContent(), 'L’enquête est lancée')
  await unisson.work()
}

/** As one member does on a phone: a mistake on the second page, back to the first, and on to the end. */
async function answer(t: Test, page: Page): Promise<void> {
  t.match(await main(page).textContent(), 'Vos réponses sont scellées')
  await press(page, 'Commencer')
  await page.getByRole('group', { name: 'Travaillez-vous la nuit' }).getByLabel('Oui').check()
  await page.getByLabel('Fours').check()
  await press(page, 'Continuer')
  await page.getByRole('radiogroup', { name: 'Le bruit' }).getByLabel('Beaucoup').check()
  await press(page, 'Continuer')
  await page.getByRole('alert').waitFor()
  t.match(await page.getByRole('alert').textContent(), 'La prime de nuit')
  await press(page, 'Retour')
  t.ok(await page.getByLabel('Fours').isChecked(), 'nothing is lost by going back')
  await press(page, 'Continuer')
  t.ok(await page.getByRole('radiogroup', { name: 'Le bruit' }).getByLabel('Beaucoup').isChecked())
  await page.getByRole('group', { name: 'La prime de nuit' }).getByLabel('2').check()
  await press(page, 'Continuer')
  await page.getByLabel('Que diriez-vous').waitFor()
  await page.getByLabel('Que diriez-vous').fill('La prime n’a pas bougé depuis sept ans.')
  await press(page, 'Envoyer mes réponses')
  await headed(page, 'Merci, vos réponses sont arrivées')
  t.match(await main(page).textContent(), 'Quelles réponses sont les vôtres')
}

for (const scripts of [true, false]) {
  t.test(`a survey's whole way, ${scripts ? 'with' : 'without'} scripts`, async t => {
    const port = await freePort()
    const home = `http://127.0.0.1:${port}`
    const unisson = await openUnisson(t, { PUBLIC_URL: home })
    const { app, vault, mailbox } = unisson
    await app.listen({ host: '127.0.0.1', port })
    const leader = await signIn(unisson, 'section-leader')
    await vault.db.updateTable('settings').set({ publisher: 'Confluence', host_name: 'Atelier' }).execute()
    const errors: string[] = []
    const sit = async (width: number) => {
      const viewport = { width, height: 800 }
      const context = await browser.newContext({ baseURL: home, javaScriptEnabled: scripts, viewport })
      context.setDefaultTimeout(15_000)
      const page = await context.newPage()
      // The browser says so itself when a page is a 422.
      const known = /status of 422/
      page.on('console', one => one.type() === 'error' && !known.test(one.text()) && errors.push(one.text()))
      return page
    }

    const page = await sit(1280)
    const [name = '', value = ''] = leader.cookie.split('=')
    await page.context().addCookies([{ name, value, url: home }])
    const walk = { page, unisson, scripts }
    await bringMembers(t, walk)
    await build(t, walk)
    await launch(t, walk)

    t.equal(mailbox.mails.filter(({ text }) => text?.includes('/response')).length, 50, 'one invitation each')
    const link = mailbox.link(addressOf(7), '/response')
    const member = await sit(320)
    await member.goto(link)
    await answer(t, member)
    await member.goto(link)
    await headed(member, 'Cette invitation a déjà servi')
    t.same(await member.context().cookies(), [], 'a member is left no mark')

    await page.goto('/manage')
    await page.getByRole('link', { name: 'Enquêtes' }).click()
    await follow(page, 'Nos salaires et nos nuits')
    await follow(page, 'Suivre la participation')
    t.match(await main(page).textContent(), 'Plateforme de Dourges')
    t.notMatch(await main(page).textContent(), 'Membre 7', 'nobody sees who answered')
    t.same(errors, [], 'the browser complains of nothing')
  })
}
