import type { FastifyInstance } from 'fastify'

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ')

const headers = {
  'content-security-policy': policy,
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), browsing-topics=()',
  // Without any, a browser that has no Sec-Fetch-Site to send says of our own forms `Origin: null`.
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'cache-control': 'no-store',
}

/** The same safe headers on every answer; nothing is cached unless a route says so. @param https PUBLIC_URL is https */
export function sendHeaders(app: FastifyInstance, https: boolean): void {
  const all = https ? { ...headers, 'strict-transport-security': 'max-age=31536000' } : headers
  app.addHook('onRequest', (_, reply, done) => {
    reply.headers(all)
    done()
  })
}
