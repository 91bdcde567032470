/**
 * Does the work of the form's data-challenge (ALTCHA 2: PBKDF2 of one counter after the other, until the key
 * begins as asked) and puts the proof into the field `proof`. A hidden form has nothing else to say: it is sent.
 */
export default function (form) {
  if (!globalThis.crypto?.subtle) return
  const challenge = JSON.parse(form.dataset.challenge)
  const { nonce, salt, cost, keyLength, keyPrefix } = challenge.parameters
  const bytes = hex => Uint8Array.from(hex.match(/../g), pair => Number.parseInt(pair, 16))
  const hex = buffer =>
    Array.from(new Uint8Array(buffer), byte => byte.toString(16).padStart(2, '0')).join('')
  const how = { name: 'PBKDF2', hash: 'SHA-256', salt: bytes(salt), iterations: cost }

  const derive = async counter => {
    const password = new Uint8Array([...bytes(nonce), 0, 0, 0, 0])
    new DataView(password.buffer).setUint32(password.length - 4, counter)
    const key = await crypto.subtle.importKey('raw', password, 'PBKDF2', false, ['deriveBits'])
    return hex(await crypto.subtle.deriveBits(how, key, keyLength * 8))
  }

  const solve = async () => {
    for (let counter = 0; ; counter += 1) {
      const derivedKey = await derive(counter)
      if (derivedKey.startsWith(keyPrefix)) return { counter, derivedKey }
    }
  }

  solve().then(solution => {
    form.elements.proof.value = JSON.stringify({ challenge, solution })
    if (form.hidden) form.submit()
  })
}
