// Keeps the fields of a form: in this tab at every keystroke, on the server when the typing pauses. The tab's copy is
// dropped when the server has answered, so that it lives only as long as the connection is away.
const PAUSE = 600;
const RETRY = 3000;
const VERSION = "seen-version"; // the version that was typed against: not typed itself

export function start(scope, server, key, fromServer) {
  return new Keeper(scope, server, key, fromServer);
}

class Keeper {
  constructor(scope, server, key, fromServer) {
    this.scope = scope;
    this.server = server;
    this.key = key;
    this.fromServer = fromServer;
    this.pending = null;      // typed, and not on the server yet
    this.missing = new Map(); // restored values whose fields are not on the page yet
    this.touched = new Set(); // fields typed in since the server last answered
    this.away = false;        // it did not answer: what was typed meanwhile never reached the page there
    this.filling = false;
    this.stopped = false;
    this.typed = e => {
      if (this.filling || !fieldKey(e.target)) return;
      this.touched.add(e.target);
      this.keep(JSON.stringify(this.collect()));
    };
    scope.addEventListener("input", this.typed);
    scope.addEventListener("change", this.typed);
    this.leaving = e => {
      if (this.pending === null || window.tc?.reloading) return;
      e.preventDefault();
      e.returnValue = "";
    };
    window.addEventListener("beforeunload", this.leaving);
    this.arrived = new MutationObserver(() => this.fillMissing());
    this.arrived.observe(scope, { childList: true, subtree: true });
  }

  keep(json) {
    if (this.stopped) return;
    const resting = this.pending === null;
    this.pending = json;
    remember(this.key, json);
    if (resting) this.server.invokeMethodAsync("TypingAsync").catch(() => { });
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), PAUSE);
  }

  async send() {
    const sent = this.pending;
    if (sent === null || this.stopped) return;
    try {
      await this.server.invokeMethodAsync("SendAsync", sent);
      if (this.away) this.tellAgain();
      if (this.pending === sent) {
        this.pending = null;
        this.touched.clear();
        remember(this.key, null);
      }
    } catch {
      this.away = true;
      if (!this.stopped) this.timer = setTimeout(() => this.send(), RETRY);
    }
  }

  // The connection is back: the page hears of the fields as they stand, as if they were typed now.
  tellAgain() {
    this.away = false;
    this.filling = true;
    try {
      for (const field of this.touched) {
        if (!field.isConnected) continue;
        field.dispatchEvent(new Event("input", { bubbles: true }));
        field.dispatchEvent(new Event("change", { bubbles: true }));
      }
    } finally {
      this.filling = false;
    }
  }

  // The tab's copy is newer than the server's wherever there is one.
  restore() {
    const kept = recall(this.key);
    const json = kept ?? this.fromServer;
    if (!json) return null;
    let fields;
    try {
      fields = JSON.parse(json);
    } catch {
      remember(this.key, null);
      return null;
    }
    if (fields && typeof fields === "object" && !Array.isArray(fields)) {
      const now = this.collect();
      const own = Object.keys(fields).some(name => typeof fields[name] === "string" || typeof fields[name] === "boolean");
      const differs = Object.entries(fields).some(([name, value]) => name !== VERSION && now[name] !== value);
      if (own && !differs) return null;
      for (const [name, value] of Object.entries(fields)) this.missing.set(name, value);
      this.fillMissing();
    }
    if (kept !== null) this.keep(kept);
    return json;
  }

  fillMissing() {
    if (this.missing.size === 0 || this.filling) return;
    this.filling = true;
    try {
      for (const field of this.scope.querySelectorAll("input, select, textarea")) {
        const name = fieldKey(field);
        if (!name || !this.missing.has(name)) continue;
        const value = this.missing.get(name);
        if (field.tagName === "SELECT" && ![...field.options].some(o => o.value === value)) continue; // choices still loading
        this.missing.delete(name);
        fill(field, value);
      }
    } finally {
      this.filling = false;
    }
  }

  collect() {
    const fields = {};
    for (const [name, value] of this.missing) fields[name] = value;
    for (const field of this.scope.querySelectorAll("input, select, textarea")) {
      const name = fieldKey(field);
      if (name && !this.missing.has(name)) fields[name] = read(field);
    }
    return fields;
  }

  forget() {
    clearTimeout(this.timer);
    this.pending = null;
    this.missing.clear();
    this.touched.clear();
    remember(this.key, null);
  }

  // Answers what the server has not got.
  stop() {
    const pending = this.pending;
    this.stopped = true;
    clearTimeout(this.timer);
    this.scope.removeEventListener("input", this.typed);
    this.scope.removeEventListener("change", this.typed);
    window.removeEventListener("beforeunload", this.leaving);
    this.arrived.disconnect();
    remember(this.key, null);
    return pending;
  }
}

function fieldKey(field) {
  if (!(field instanceof HTMLElement) || !field.matches("input, select, textarea") || field.closest("[data-no-draft]")) return null;
  if (["password", "file", "submit", "button"].includes(field.type)) return null;
  if (field.type === "hidden" && !field.hasAttribute("data-draft")) return null;
  if (field.type === "radio") return field.name ? `${field.name}=${field.value}` : field.id || null;
  return field.id || field.name || null;
}

function read(field) {
  return field.type === "checkbox" || field.type === "radio" ? field.checked : field.value;
}

function fill(field, value) {
  if (read(field) === value) return;
  if (field.type === "radio") {
    if (value) field.click();
    return;
  }
  if (field.type === "checkbox") {
    field.click();
    return;
  }
  field.value = value;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.dispatchEvent(new Event("change", { bubbles: true }));
}

function remember(key, json) {
  try {
    if (json === null) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, json);
  } catch { /* a full or forbidden store: the server still gets it */ }
}

function recall(key) {
  try {
    return sessionStorage.getItem(key);
  } catch {
    return null;
  }
}
