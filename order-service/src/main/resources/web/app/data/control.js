import { request } from './http.js';

const KEPT_AS = 'order-saga-control';

/**
 * The local environment's supervisor. Its port and token come in the address's fragment, which no server ever sees; they
 * are kept for this tab only, and taken out of the address bar.
 */
export class Control {
  #port;
  #token;

  constructor(port, token) {
    this.#port = port;
    this.#token = token;
  }

  /** From the address bar or, after that, from this tab's memory; null where there is no local environment. */
  static find() {
    const given = new URLSearchParams(location.hash.slice(1));
    if (given.has('control') && given.has('token')) {
      sessionStorage.setItem(KEPT_AS, JSON.stringify({ port: Number(given.get('control')), token: given.get('token') }));
      history.replaceState(null, '', '#/');
    }
    const kept = JSON.parse(sessionStorage.getItem(KEPT_AS) ?? 'null');
    return kept === null ? null : new Control(kept.port, kept.token);
  }

  status() {
    return this.#send('GET', 'status');
  }

  stock() {
    return this.#send('GET', 'stock');
  }

  books() {
    return this.#send('GET', 'books');
  }

  /** @param {string} command kill, pause, resume, stop or start */
  command(process, command) {
    return this.#send('POST', `processes/${encodeURIComponent(process)}/${command}`);
  }

  startBurst(burst) {
    return this.#send('POST', 'bursts', burst);
  }

  burst(id) {
    return this.#send('GET', `bursts/${encodeURIComponent(id)}`);
  }

  stopBurst(id) {
    return this.#send('DELETE', `bursts/${encodeURIComponent(id)}`);
  }

  #send(method, path, body) {
    return request(`http://127.0.0.1:${this.#port}/${path}`, {
      method,
      headers: {
        Authorization: `Bearer ${this.#token}`,
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  }
}
