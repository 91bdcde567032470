import chromium from '@sparticuz/chromium'
import { type Browser, chromium as driver } from 'playwright-core'

/** The browser that comes with the tests; to be closed by whoever opened it. */
export const openBrowser = async (): Promise<Browser> =>
  driver.launch({
    executablePath: await chromium.executablePath(),
    // In one process, the first page that closes takes the browser with it.
    args: chromium.args.filter(arg => arg !== '--single-process'),
    headless: true,
  })
