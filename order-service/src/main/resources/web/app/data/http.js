/** Requests to this service, and what went wrong with them, in words for people. */

const TIMEOUT_MILLISECONDS = 10_000;

/** The service answered, but not as hoped. */
export class Refused extends Error {
  /**
   * @param {number} status of HTTP
   * @param {string} title
   * @param {string} detail
   * @param {{field: string, message: string}[]} violations
   */
  constructor(status, title, detail, violations) {
    super(detail || title);
    this.status = status;
    this.title = title;
    this.detail = detail;
    this.violations = violations;
  }
}

/** No answer came: whether the request arrived is not known. */
export class NoAnswer extends Error {}

/**
 * @returns {Promise<any>} the body; null where there is none
 * @throws {Refused|NoAnswer}
 */
export async function request(address, options = {}) {
  let response;
  try {
    response = await fetch(address, { signal: AbortSignal.timeout(TIMEOUT_MILLISECONDS), cache: 'no-store', ...options });
  } catch (failure) {
    throw new NoAnswer(failure.name === 'TimeoutError' ? 'no answer in ten seconds' : 'no connection', { cause: failure });
  }
  const body = await bodyOf(response);
  if (!response.ok) {
    throw refused(response, body);
  }
  return body;
}

async function bodyOf(response) {
  if (!/json/.test(response.headers.get('Content-Type') ?? '')) {
    return null;
  }
  try {
    return await response.json();
  } catch (failure) {
    throw new NoAnswer('the answer broke off', { cause: failure });
  }
}

/** From a problem document (RFC 9457), or from the supervisor's `{"error": …}`. */
function refused(response, body) {
  return new Refused(
    response.status,
    body?.title ?? `The answer was ${response.status}`,
    body?.detail ?? body?.error ?? '',
    body?.violations ?? [],
  );
}
