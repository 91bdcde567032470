/** The closed list of what may go wrong on purpose. Anything else is a 500 with an id. */
export abstract class Refusal extends Error {
  abstract readonly status: number
  abstract readonly code: string
}

/** It does not exist, or lies outside the viewer's scope: the two look the same. */
export class NotFound extends Refusal {
  readonly status = 404
  readonly code = 'not-found'
}

/** A program's token opens nothing. */
export class Unauthorized extends Refusal {
  readonly status = 401
  readonly code = 'unauthorized'
}

export class Forbidden extends Refusal {
  readonly status = 403
  readonly code: string
  constructor(code = 'forbidden') {
    super(code)
    this.code = code
  }
}

/** What was sent cannot be read at all; a form with faults is a 422 page of its own, not an error. */
export class Invalid extends Refusal {
  readonly status: number
  readonly code: string
  constructor(code = 'invalid', status = 400) {
    super(code)
    this.code = code
    this.status = status
  }
}

export class Conflict extends Refusal {
  readonly status = 409
  readonly code = 'conflict'
}

export class Gone extends Refusal {
  readonly status = 410
  readonly code = 'gone'
}

export class TooMany extends Refusal {
  readonly status = 429
  readonly code = 'too-many'
}

/** The database cannot be reached; asking again soon may help. */
export class Unavailable extends Refusal {
  readonly status = 503
  readonly code = 'unavailable'
}
