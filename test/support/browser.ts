import chromium from '@sparticuz/chromium'
import { type Browser, chromium as driver } from 'playwright-core'

/**
 * The browser that comes with the tests; to be closed by whoever opened it.
 * @param host a name that leads to this machine
 */
export const openBrowser = async (host?: string): Promise<Browser> =>
  driver.launch({
    executablePath: await chromium.executablePath(),
    args: chromium.args
      // In one process, the first page that closes takes the browser with it.
      .filter(arg => arg !== '--single-process')
      .concat(host ? `--host-resolver-rules=MAP ${host} 127.0.0.1` : []),
    headless: true,
  })
