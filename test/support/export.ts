import { post } from './officers.ts'
import type { Unisson } from './unisson.ts'

/** Where a file that was asked for is followed; undefined where the form was refused. */
export const fileHome = (body: string): string | undefined =>
  /(\/manage\/exports\/[0-9a-f-]{36})\/file"/.exec(body)?.[1]

/** Asks for a file with names as its form does, waits for it, and takes it. @returns its answer, or the refusal */
export async function takeFile(
  unisson: Unisson,
  url: string,
  fields: Record<string, string>,
  cookie: string,
) {
  const asked = await post(unisson, url, { format: 'csv', protection: 'none', ...fields }, cookie)
  const home = fileHome(asked.body)
  if (!home) return asked
  await unisson.work()
  return post(unisson, `${home}/file`, {}, cookie)
}
