// What was done and is not yet kept by the server. It lies in the tab's own storage until the server says that it has
// it, so that a reload, a lost network, a restarted server or a new sign-in loses nothing. Sent one at a time and in
// order; every gesture has an identifier of its own, so sending one twice does it once.

const pauses = [500, 1000, 2000, 4000, 8000, 15000];

/** The sign-in ended. */
export class SignedOut extends Error {}

/** The server answered, and refused. */
export class Refused extends Error {
  constructor(code, message) {
    super(message);
    this.code = code;
  }
}

/** Speaks with the server about one interview. */
export class Channel {
  constructor(address, token) {
    this.address = address;
    this.token = token;
  }

  async get(path) {
    return (await this.ask(path, { method: 'GET' })).json();
  }

  async post(path, body, more = {}) {
    const send = () =>
      this.ask(path, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', RequestVerificationToken: this.token },
        body: JSON.stringify(body ?? {}),
        ...more,
      });
    let response;
    try {
      response = await send();
    } catch (error) {
      if (!(error instanceof Refused) || error.code !== 'token') throw error;
      // The token belongs to an earlier sign-in.
      this.token = (await this.get('token')).token;
      response = await send();
    }
    return response.status === 204 ? null : response.json();
  }

  async ask(path, options) {
    const response = await fetch(`${this.address}/${path}`, { ...options, redirect: 'manual', cache: 'no-store', credentials: 'same-origin' });
    if (response.type === 'opaqueredirect' || response.status === 401) throw new SignedOut();
    if (response.ok) return response;
    if (response.status === 409 || response.status === 404 || response.status === 400) {
      const said = await response.json().catch(() => ({}));
      throw new Refused(said.code ?? `status-${response.status}`, said.message ?? '');
    }
    throw new Error(`status ${response.status}`);
  }
}

export class Outbox {
  /**
   * @param key where the tab keeps it: one a person and interview
   * @param send hands one item to the server
   * @param heard is told what the server answered, refused, or that it could not be reached
   */
  constructor(key, send, heard) {
    this.key = key;
    this.send = send;
    this.heard = heard;
    this.items = read(key);
    this.failures = 0;
    this.sending = false;
    this.stopped = false;
    this.timer = 0;
    this.wake = () => this.flush();
    addEventListener('online', this.wake);
  }

  get size() {
    return this.items.length;
  }

  add(item) {
    this.items.push(item);
    this.store();
    this.flush();
  }

  drop(item) {
    this.items = this.items.filter((i) => i !== item);
    this.store();
  }

  clear() {
    this.items = [];
    this.store();
  }

  hold() {
    this.held = true;
  }

  release() {
    this.held = false;
    this.flush();
  }

  async flush() {
    clearTimeout(this.timer);
    if (this.sending || this.stopped || this.held || this.items.length === 0) return;
    this.sending = true;
    try {
      while (this.items.length > 0 && !this.stopped && !this.held) {
        const item = this.items[0];
        try {
          const answer = await this.send(item);
          this.failures = 0;
          this.drop(item);
          this.heard('kept', item, answer);
        } catch (error) {
          if (error instanceof Refused) {
            this.failures = 0;
            this.drop(item);
            this.heard('refused', item, error);
          } else {
            this.heard(error instanceof SignedOut ? 'signed-out' : 'unreachable', item, error);
            const pause = pauses[Math.min(this.failures++, pauses.length - 1)];
            if (!this.stopped) this.timer = setTimeout(this.wake, pause);
            return;
          }
        }
      }
    } finally {
      this.sending = false;
    }
  }

  stop() {
    this.stopped = true;
    clearTimeout(this.timer);
    removeEventListener('online', this.wake);
  }

  store() {
    try {
      if (this.items.length === 0) sessionStorage.removeItem(this.key);
      else sessionStorage.setItem(this.key, JSON.stringify(this.items));
    } catch {
      // A full or forbidden storage: the items stay in memory and are sent from there.
    }
  }
}

export function read(key) {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? '[]');
  } catch {
    return [];
  }
}
