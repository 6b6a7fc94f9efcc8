// What the frame does in the browser alone: hide screen, leave quickly, theme, menus, ties between fields and their
// help, dialogs, and waiting for a lost connection. No page depends on it to be read.
(() => {
  "use strict";
  const root = document.documentElement;

  // The reader's time zone, for the next request: the server writes times as the reader's clock shows them.
  try {
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    if (zone) document.cookie = `tc-zone=${encodeURIComponent(zone)};path=/;max-age=34560000;samesite=lax`;
  } catch { /* without a zone the server writes Eastern time */ }

  // ---------- Hide screen ----------
  let title = "";
  let before = null;
  function hideScreen() {
    if (root.classList.contains("hidden-screen")) return;
    title = document.title;
    before = document.activeElement;
    root.classList.add("hidden-screen");
    document.title = "\u200b–";
    document.querySelector(".curtain")?.focus();
  }
  function showScreen() {
    if (!root.classList.contains("hidden-screen")) return;
    root.classList.remove("hidden-screen");
    document.title = title;
    before?.focus?.();
  }
  // A page that loads under the curtain must not name itself in the tab.
  new MutationObserver(() => {
    if (root.classList.contains("hidden-screen") && document.title !== "\u200b–") {
      title = document.title;
      document.title = "\u200b–";
    }
  }).observe(document.head, { subtree: true, childList: true, characterData: true });

  // ---------- Leave quickly ----------
  // First nothing is left to see, then the sign-in ends, then the address is replaced.
  function leave(to) {
    const token = document.querySelector("form[data-sign-out] input[name=__RequestVerificationToken]")?.value ?? "";
    root.replaceChildren();
    try {
      sessionStorage.clear();
      navigator.sendBeacon("/account/sign-out", new URLSearchParams({ __RequestVerificationToken: token }));
    } catch { /* the page is blank already; going on matters more */ }
    location.replace(to);
  }

  // ---------- Clicks, before anything else sees them ----------
  document.addEventListener("click", e => {
    const target = e.target instanceof Element ? e.target : null;
    if (!target) return;
    if (root.classList.contains("hidden-screen")) {
      e.preventDefault();
      e.stopPropagation();
      showScreen();
      return;
    }
    if (target.closest("[data-hide-screen]")) return hideScreen();
    const leaving = target.closest("[data-leave]");
    if (leaving) return leave(leaving.dataset.leave);

    const theme = target.closest("[data-theme-to]");
    if (theme && !e.ctrlKey && !e.metaKey && !e.shiftKey) {
      e.preventDefault();
      e.stopPropagation();
      root.dataset.theme = theme.dataset.themeTo;
      fetch(theme.href, { redirect: "manual", credentials: "same-origin" }).catch(() => { });
      return;
    }
    const focus = target.closest("[data-focus]");
    if (focus) {
      e.preventDefault();
      e.stopPropagation();
      window.tc.focus(focus.dataset.focus);
      return;
    }
    if (target.closest("[data-reload]")) return reload();
    if (target.closest("[data-print]")) return window.print();
    if (target.closest("[data-reconnect]")) return tryAgain();

    for (const menu of document.querySelectorAll("details.menu[open]")) {
      if (!menu.contains(target) || target.closest(".menu-body a")) menu.open = false;
    }
  }, true);

  document.addEventListener("keydown", e => {
    if (root.classList.contains("hidden-screen")) {
      e.preventDefault();
      e.stopPropagation();
      if (e.key === "Escape" || e.key === "Enter" || e.key === " ") showScreen();
      return;
    }
    if (e.key === "Escape") {
      const menu = document.querySelector("details.menu[open]");
      if (menu) {
        menu.open = false;
        menu.querySelector("summary")?.focus();
      }
    }
    // One key saves a form: the button that says so carries data-save.
    if (e.key === "Enter" && (e.ctrlKey || e.metaKey)) {
      const scope = (document.activeElement?.closest("dialog[open], form, .form")) ?? document;
      const save = scope.querySelector("[data-save]:not(:disabled)") ?? document.querySelector("[data-save]:not(:disabled)");
      if (save) {
        e.preventDefault();
        document.activeElement?.dispatchEvent(new Event("change", { bubbles: true }));
        save.click();
      }
    }
  }, true);

  // ---------- Fields ----------
  // Ties help and error to the input of a field, whichever component drew it.
  function tie(field) {
    const input = document.getElementById(field.dataset.for);
    if (!input) return;
    const ids = [`${field.dataset.for}-hint`, `${field.dataset.for}-error`]
      .filter(id => document.getElementById(id)?.textContent.trim());
    const described = ids.join(" ");
    if ((input.getAttribute("aria-describedby") ?? "") !== described) {
      if (described) input.setAttribute("aria-describedby", described);
      else input.removeAttribute("aria-describedby");
    }
    const invalid = field.dataset.invalid === "true";
    if (invalid !== (input.getAttribute("aria-invalid") === "true")) {
      if (invalid) input.setAttribute("aria-invalid", "true");
      else input.removeAttribute("aria-invalid");
    }
  }
  let waiting = false;
  function tieAll() {
    waiting = false;
    for (const field of document.querySelectorAll(".fld[data-for]")) tie(field);
    const summary = document.querySelector("[data-take-focus]:not([data-focused])");
    if (summary) {
      summary.setAttribute("data-focused", "");
      summary.focus();
    }
  }
  new MutationObserver(() => {
    if (!waiting) {
      waiting = true;
      requestAnimationFrame(tieAll);
    }
  }).observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter: ["data-invalid"] });
  tieAll();

  // ---------- Connection ----------
  // The circuit's script sets classes on the dialog. When it has given up, this keeps asking whether the server is there
  // and loads the page again when it is: drafts come back with it.
  const connection = document.getElementById("components-reconnect-modal");
  let asking = 0;
  // Drafts in this tab survive a reload, so that it must not stop to ask.
  function reload() {
    window.tc.reloading = true;
    location.reload();
  }
  async function tryAgain() {
    try {
      const answer = await fetch("/health/live", { cache: "no-store" });
      if (answer.ok) reload();
    } catch { /* not yet */ }
  }
  if (connection) {
    new MutationObserver(() => {
      const rejected = connection.classList.contains("components-reconnect-rejected");
      const given = rejected || connection.classList.contains("components-reconnect-failed");
      if (rejected) window.tc.reloading = true;
      if (given && !asking) {
        tryAgain();
        asking = setInterval(tryAgain, 3000);
      } else if (!given && asking) {
        clearInterval(asking);
        asking = 0;
      }
    }).observe(connection, { attributes: true, attributeFilter: ["class"] });
  }

  // ---------- For components ----------
  window.tc = {
    focus(id) {
      const element = document.getElementById(id);
      if (!element) return;
      element.scrollIntoView({ block: "center" });
      element.focus();
    },
    openDialog(dialog) {
      if (dialog && !dialog.open) dialog.showModal();
    },
    closeDialog(dialog) {
      if (dialog?.open) dialog.close();
    },
  };
})();
