// The attendance grid: a table whose cells behave like a spreadsheet's. Each cell is stored on its own; what the server
// has not kept yet also waits in this tab, so that a reload or a lost connection loses nothing.
const CHUNK = 200;
const PAUSE = 120;
const RETRY = 2000;

export function start(host, server, model) {
  const t = model.texts;
  const number = new Intl.NumberFormat(model.language, { maximumFractionDigits: 2 });
  const say = (text, ...values) => text.replace(/\{(\d)\}/g, (_, i) => values[i]);
  const node = (tag, className, text) => {
    const element = document.createElement(tag);
    if (className) element.className = className;
    if (text !== undefined) element.textContent = text;
    return element;
  };
  const icon = strokes => {
    const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
    svg.setAttribute('class', 'i s');
    svg.setAttribute('viewBox', '0 0 18 18');
    svg.setAttribute('aria-hidden', 'true');
    for (const d of strokes) {
      const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
      path.setAttribute('d', d);
      svg.append(path);
    }
    return svg;
  };
  const lock = () => icon(['M4.5 8h9v7h-9z', 'M6.5 8V6a2.500 2.500 0 015 0v2']);
  const check = () => icon(['M3.5 9.5l3.500 3.500 7.500-8']);

  // ---------- Cells ----------
  const days = model.days.length;
  const cells = model.rows.map((row, r) => row.cells.map((stored, d) => ({
    r, d,
    stored: stored ? stored.hours : null,
    version: stored ? stored.version : null,
    text: stored ? number.format(stored.hours) : '',
    state: 'saved', // saved, waiting, saving, bad
    why: '',
    typed: 0,
    pasted: false,
    locked: model.locked || model.days[d].toCome,
  })));
  const all = () => cells.flat();
  const parse = text => {
    const plain = text.trim().replace(/[\s\u00a0\u202f]/g, '').replace(',', '.');
    if (plain === '') return { hours: null };
    return /^-?\d{1,4}(\.\d{0,4})?$/.test(plain) ? { hours: Number(plain) } : { wrong: true };
  };

  // ---------- Drawing ----------
  const bar = node('div', 'grid-bar');
  const correct = node('button', 'btn link amber-text');
  correct.type = 'button';
  const state = node('span', 'saved');
  state.setAttribute('role', 'status');
  bar.append(correct, state);
  const table = node('table', 'grid');
  table.setAttribute('role', 'grid');
  table.setAttribute('aria-label', t.Label);
  table.setAttribute('aria-multiselectable', 'true');
  const head = table.createTHead().insertRow();
  const heading = (text, small, locked) => {
    const th = node('th');
    th.scope = 'col';
    if (locked) th.append(lock(), ' ');
    th.append(text, node('small', '', small));
    head.append(th);
    return th;
  };
  heading(t.Facilitator, t.HoursEachDay).className = 'who';
  model.days.forEach((day, d) => {
    const th = heading(say(t.Day, d + 1), say(t.DayHours, day.date, number.format(day.hours)), model.locked || day.toCome);
    const reason = model.locked ? model.lockedWhy : day.toCome ? day.toComeWhy : '';
    if (reason) th.title = reason;
  });
  heading(t.Completion, t.NeededOf);
  const body = table.createTBody();
  const completion = [];
  model.rows.forEach((row, r) => {
    const tr = body.insertRow();
    const th = node('th', 'who', row.name);
    th.scope = 'row';
    th.append(node('small', '', row.organization));
    tr.append(th);
    cells[r].forEach(cell => {
      const td = node('td', 'h');
      td.setAttribute('role', 'gridcell');
      td.tabIndex = -1;
      td.dataset.word = t.SavingWord;
      td.cell = cell;
      cell.td = td;
      tr.append(td);
    });
    const td = node('td', 'completion');
    const comp = node('div', 'comp');
    const hours = node('span', 'num');
    const track = node('div', 'bar');
    const fill = node('i');
    track.style.setProperty('--needed', `${100 * model.needed / model.total}%`);
    track.append(fill);
    const words = node('span');
    comp.append(hours, track, words);
    td.append(comp);
    tr.append(td);
    completion.push({ hours, fill, words });
  });
  const foot = table.createTFoot().insertRow();
  const footHead = node('th', 'who muted', t.Present);
  footHead.scope = 'row';
  foot.append(footHead);
  const present = model.days.map(() => foot.appendChild(node('td', 'n muted')));
  const finished = foot.appendChild(node('td', 'muted'));
  const scroll = node('div', 'scroll-x');
  scroll.append(table);
  const key = node('div', 'grid-keys');
  const states = node('div', 'statekey');
  const legend = (className, text) => {
    const span = node('span');
    span.append(node('i', className), text);
    states.append(span);
  };
  legend('', t.KeySaved);
  legend('k-pasted', t.KeyPasted);
  const saving = node('span');
  saving.append(node('em', '', t.SavingWord), ' ' + t.KeySaving);
  states.append(saving);
  legend('k-bad', t.KeyBad);
  const whyLocked = model.locked ? model.lockedWhy : model.days.find(d => d.toCome)?.toComeWhy;
  if (whyLocked) {
    const span = node('span');
    span.append(node('i', 'k-lock'), lock(), ' ' + whyLocked);
    states.append(span);
  }
  const keys = node('div', 'statekey not-s');
  for (const [letter, text] of [['V', t.KeyPaste], ['D', t.KeyFill], ['Z', t.KeyUndo]]) {
    const span = node('span');
    span.append(node('kbd', '', 'Ctrl'), ' ', node('kbd', '', letter), ' ' + text);
    keys.append(span);
  }
  key.append(states, keys);
  const aloud = node('div', 'sr');
  aloud.setAttribute('aria-live', 'assertive');
  host.replaceChildren(bar, scroll, key, aloud);
  host.removeAttribute('aria-busy');

  let active = cells[0]?.[0];
  let anchor = active;
  let editing = null;
  let notice = '';
  let savedAt = '';
  let offline = false;
  let batch = 0;

  const selected = () => {
    const [r1, r2] = [active.r, anchor.r].sort((a, b) => a - b);
    const [d1, d2] = [active.d, anchor.d].sort((a, b) => a - b);
    return all().filter(c => c.r >= r1 && c.r <= r2 && c.d >= d1 && c.d <= d2);
  };

  function drawCell(cell) {
    const { td } = cell;
    const range = active !== anchor && selected().includes(cell);
    td.className = ['h', cell.locked && 'lock', (cell.state === 'saving' || cell.state === 'waiting') && 'saving', cell.state === 'bad' && 'bad',
      (range || cell.pasted) && 'range', cell === active && 'act'].filter(Boolean).join(' ');
    td.tabIndex = cell === active ? 0 : -1;
    td.setAttribute('aria-selected', String(range || cell === active));
    td.setAttribute('aria-readonly', String(cell.locked));
    td.setAttribute('aria-invalid', String(cell.state === 'bad'));
    if (editing?.cell === cell) return;
    td.replaceChildren(node('span', '', cell.text));
    td.removeAttribute('aria-describedby');
    if (cell.state === 'bad') {
      const why = node('span', 'why', cell.why);
      why.id = `why-${cell.r}-${cell.d}`;
      if (cell.stored !== null) why.append(' ', node('b', '', say(t.StoredNow, number.format(cell.stored))));
      td.append(why);
      td.setAttribute('aria-describedby', why.id);
    }
  }

  function drawRow(r) {
    const row = cells[r];
    const bad = row.filter(c => c.state === 'bad').length;
    const hours = row.reduce((sum, c) => sum + (c.stored ?? 0), 0);
    const open = row.filter(c => c.stored === null && !(model.locked));
    const rest = open.reduce((sum, c) => sum + model.days[c.d].hours, 0);
    const lacking = model.needed - hours;
    const { hours: words, fill, words: note } = completion[r];
    words.textContent = say(t.HoursOf, number.format(hours), number.format(model.total));
    fill.style.width = `${Math.min(100, 100 * hours / model.total)}%`;
    note.className = '';
    if (bad > 0) {
      note.className = 'amber-text';
      note.textContent = bad === 1 ? t.OneDayToCorrect : say(t.SomeDaysToCorrect, bad);
    } else if (lacking <= 0) {
      note.className = 'ok-text';
      note.replaceChildren(check(), ' ' + t.Complete);
    } else if (lacking <= rest) {
      note.className = 'muted';
      note.textContent = open.length === 1 ? say(t.NeedsOn, number.format(lacking), open[0].d + 1) : say(t.NeedsIn, number.format(lacking), open.length);
    } else {
      note.className = 'amber-text';
      note.textContent = say(rest > 0 ? t.ShortEven : t.Short, number.format(lacking - rest));
    }
  }

  function drawFoot() {
    model.days.forEach((_, d) => {
      const column = cells.map(row => row[d]);
      const there = column.filter(c => (c.stored ?? 0) > 0).length;
      const whole = column.every(c => c.stored !== null);
      present[d].textContent = whole ? say(t.PresentOf, there, cells.length) : there > 0 ? say(t.SoFar, there) : '';
    });
    const done = cells.filter(row => row.reduce((sum, c) => sum + (c.stored ?? 0), 0) >= model.needed).length;
    finished.textContent = say(t.CompleteOf, done, cells.length);
  }

  function drawBar() {
    const bad = all().filter(c => c.state === 'bad').length;
    const pending = all().filter(c => c.state === 'waiting' || c.state === 'saving').length;
    correct.hidden = bad === 0;
    correct.textContent = bad === 1 ? t.OneToCorrect : say(t.SomeToCorrect, bad);
    state.className = 'saved' + (offline ? ' amber' : pending ? ' waiting' : '');
    state.textContent = offline ? say(t.Offline, pending)
      : pending > 0 ? (batch > 1 ? say(t.SavingOf, pending, batch) : t.Saving)
        : notice || (savedAt ? say(t.SavedAt, savedAt) : '');
    if (pending === 0) batch = 0;
  }

  function draw(changed) {
    changed.forEach(drawCell);
    [...new Set(changed.map(c => c.r))].forEach(drawRow);
    drawFoot();
    drawBar();
  }

  function focus(cell, keepAnchor) {
    const before = selected();
    active = cell;
    if (!keepAnchor) anchor = cell;
    new Set([...before, ...selected()]).forEach(drawCell);
    cell.td.focus({ preventScroll: false });
  }

  // ---------- Storing ----------
  const undone = [];
  let timer = 0;
  let busy = false;
  let stopped = false;

  function keep() {
    try {
      const pending = all().filter(c => c.state !== 'saved').map(c => [model.rows[c.r].id, c.d, c.text]);
      if (pending.length) sessionStorage.setItem(model.key, JSON.stringify(pending));
      else sessionStorage.removeItem(model.key);
    } catch { /* a full or forbidden store: the server still gets them */ }
  }

  function put(edits, { undo = true, pasted = false } = {}) {
    const before = [];
    const changed = [];
    notice = '';
    all().filter(c => c.pasted).forEach(c => { c.pasted = false; changed.push(c); });
    let skipped = 0;
    for (const { cell, text } of edits) {
      if (cell.locked) { skipped++; continue; }
      if (cell.text === text && cell.state !== 'bad') continue;
      before.push({ cell, text: cell.state === 'bad' ? (cell.stored === null ? '' : number.format(cell.stored)) : cell.text });
      const { hours, wrong } = parse(text);
      cell.typed++;
      cell.pasted = pasted;
      cell.text = wrong ? text.trim().slice(0, 12) : hours === null ? '' : number.format(hours);
      cell.hours = hours;
      cell.state = wrong ? 'bad' : 'waiting';
      cell.why = wrong ? say(t.NotANumber, cell.text, number.format(model.days[cell.d].hours)) : '';
      if (wrong) aloud.textContent = cell.why;
      changed.push(cell);
    }
    if (undo && before.length) undone.push(before);
    if (skipped) notice = say(t.Skipped, skipped);
    batch += changed.filter(c => c.state === 'waiting').length;
    keep();
    draw([...new Set(changed)]);
    plan(PAUSE);
  }

  function plan(delay) {
    clearTimeout(timer);
    if (!stopped) timer = setTimeout(send, delay);
  }

  async function send() {
    if (busy) return;
    const sent = all().filter(c => c.state === 'waiting').slice(0, CHUNK);
    if (sent.length === 0) return;
    busy = true;
    const marks = sent.map(c => c.typed);
    sent.forEach(c => { c.state = 'saving'; });
    draw(sent);
    try {
      const answers = await server.invokeMethodAsync('SaveAsync', sent.map(c => ({ row: c.r, day: c.d, hours: c.hours, version: c.version })));
      offline = false;
      answers.forEach((answer, i) => {
        const cell = sent[i];
        cell.stored = answer.hours;
        cell.version = answer.version;
        if (cell.typed !== marks[i]) return; // typed again meanwhile: it goes out next
        if (answer.why) {
          cell.state = 'bad';
          cell.why = answer.why;
          aloud.textContent = answer.why;
        } else {
          cell.state = 'saved';
          cell.text = answer.hours === null ? '' : number.format(answer.hours);
        }
        savedAt = answer.at;
      });
      busy = false;
      keep();
      draw(sent);
      plan(0);
    } catch {
      busy = false;
      if (stopped) return;
      offline = true;
      sent.forEach(c => { if (c.state === 'saving') c.state = 'waiting'; });
      keep();
      draw(sent);
      plan(RETRY);
    }
  }

  // ---------- Editing ----------
  function edit(cell, text) {
    if (cell.locked || editing) return;
    const input = node('input');
    input.value = text ?? cell.text;
    input.inputMode = 'decimal';
    input.maxLength = 12;
    input.autocomplete = 'off';
    input.setAttribute('aria-label', `${model.rows[cell.r].name}, ${say(t.Day, cell.d + 1)}`);
    editing = { cell, input };
    cell.td.replaceChildren(input);
    input.focus();
    if (text === undefined) input.select();
    input.addEventListener('blur', () => { if (editing?.input === input) finish(true); });
  }

  function finish(store) {
    if (!editing) return;
    const { cell, input } = editing;
    editing = null;
    // The same hours once more, over a refusal: that is what replaces another person's.
    if (store && (cell.state === 'bad' || input.value.trim() !== cell.text)) put([{ cell, text: input.value }]);
    drawCell(cell);
  }

  function takeBack(cell) {
    cell.typed++;
    cell.state = 'saved';
    cell.text = cell.stored === null ? '' : number.format(cell.stored);
    cell.why = '';
    keep();
    draw([cell]);
  }

  const step = (cell, r, d) => cells[Math.max(0, Math.min(cells.length - 1, cell.r + r))][Math.max(0, Math.min(days - 1, cell.d + d))];

  function tab(back) {
    const index = active.r * days + active.d + (back ? -1 : 1);
    if (index < 0 || index >= cells.length * days) return false;
    focus(cells[Math.floor(index / days)][index % days]);
    return true;
  }

  function fillDown() {
    const chosen = selected();
    const top = Math.min(...chosen.map(c => c.r));
    const source = active === anchor ? Math.max(0, active.r - 1) : top;
    put(chosen.filter(c => c.r !== source).map(cell => ({ cell, text: cells[source][cell.d].text })));
  }

  const arrows = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

  function onKey(event) {
    const control = event.ctrlKey || event.metaKey;
    if (editing) {
      if (event.key === 'Escape') {
        event.preventDefault();
        finish(false);
        focus(active);
      } else if (event.key === 'Enter' || event.key === 'Tab' || event.key === 'ArrowUp' || event.key === 'ArrowDown') {
        event.preventDefault();
        event.stopPropagation();
        finish(true);
        if (event.key === 'Tab') { if (!tab(event.shiftKey)) focus(active); }
        else focus(step(active, event.key === 'ArrowUp' || (event.key === 'Enter' && event.shiftKey) ? -1 : 1, 0));
      }
      return;
    }
    if (control && !event.altKey) {
      const letter = event.key.toLowerCase();
      if (letter === 'd') { event.preventDefault(); fillDown(); }
      else if (letter === 'z' && undone.length) { event.preventDefault(); put(undone.pop(), { undo: false }); }
      else if (letter === 'a') { event.preventDefault(); anchor = cells[0][0]; focus(cells[cells.length - 1][days - 1], true); }
      else if (event.key === 'Home') { event.preventDefault(); focus(cells[0][0]); }
      else if (event.key === 'End') { event.preventDefault(); focus(cells[cells.length - 1][days - 1]); }
      return;
    }
    if (event.altKey) return;
    if (arrows[event.key]) {
      event.preventDefault();
      focus(step(active, ...arrows[event.key]), event.shiftKey);
    } else if (event.key === 'Tab') {
      if (tab(event.shiftKey)) event.preventDefault();
    } else if (event.key === 'Enter') {
      event.preventDefault();
      focus(step(active, event.shiftKey ? -1 : 1, 0));
    } else if (event.key === 'Home') {
      event.preventDefault();
      focus(cells[active.r][0]);
    } else if (event.key === 'End') {
      event.preventDefault();
      focus(cells[active.r][days - 1]);
    } else if (event.key === 'F2') {
      event.preventDefault();
      edit(active);
    } else if (event.key === 'Delete' || event.key === 'Backspace') {
      event.preventDefault();
      put(selected().map(cell => ({ cell, text: '' })));
    } else if (event.key === 'Escape' && active.state === 'bad') {
      event.preventDefault();
      takeBack(active);
    } else if (event.key.length === 1 && /[\d.,-]/.test(event.key)) {
      event.preventDefault();
      edit(active, event.key);
    }
  }

  function onPaste(event) {
    if (editing) return;
    event.preventDefault();
    const text = event.clipboardData.getData('text/plain').replace(/\r\n?/g, '\n').replace(/\n$/, '');
    const block = text.split('\n').map(line => line.split('\t'));
    const chosen = selected();
    if (block.length === 1 && block[0].length === 1) {
      put(chosen.map(cell => ({ cell, text: block[0][0] })), { pasted: true });
      return;
    }
    const [top, left] = [Math.min(...chosen.map(c => c.r)), Math.min(...chosen.map(c => c.d))];
    const edits = block.flatMap((line, r) => line.map((value, d) => ({ cell: cells[top + r]?.[left + d], text: value }))).filter(e => e.cell);
    put(edits, { pasted: true });
  }

  function onCopy(event) {
    if (editing) return;
    event.preventDefault();
    const chosen = selected();
    const lines = [...new Set(chosen.map(c => c.r))].map(r => chosen.filter(c => c.r === r).map(c => c.text).join('\t'));
    event.clipboardData.setData('text/plain', lines.join('\n'));
  }

  let dragging = false;
  table.addEventListener('keydown', onKey);
  table.addEventListener('paste', onPaste);
  table.addEventListener('copy', onCopy);
  table.addEventListener('mousedown', event => {
    const td = event.target.closest('td.h');
    if (!td || editing?.cell === td.cell) return;
    event.preventDefault();
    finish(true);
    dragging = true;
    focus(td.cell, event.shiftKey);
  });
  table.addEventListener('mouseover', event => {
    const td = event.target.closest('td.h');
    if (dragging && td && event.buttons === 1) focus(td.cell, true);
  });
  const release = () => { dragging = false; };
  addEventListener('mouseup', release);
  table.addEventListener('dblclick', event => {
    const td = event.target.closest('td.h');
    if (td) edit(td.cell);
  });
  // A finger has no keyboard: a tap on the chosen cell opens it.
  table.addEventListener('pointerup', event => {
    const td = event.target.closest('td.h');
    if (event.pointerType === 'touch' && td) {
      focus(td.cell);
      edit(td.cell);
    }
  });
  table.addEventListener('focusin', event => {
    const td = event.target.closest('td.h');
    if (td && td.cell !== active && !editing) focus(td.cell);
  });
  correct.addEventListener('click', () => {
    const cell = all().find(c => c.state === 'bad');
    if (cell) focus(cell);
  });

  // ---------- What an earlier page could not store ----------
  draw(all());
  try {
    const waiting = JSON.parse(sessionStorage.getItem(model.key) ?? '[]');
    const edits = waiting.map(([id, d, text]) => ({ cell: cells[model.rows.findIndex(row => row.id === id)]?.[d], text })).filter(e => e.cell);
    if (edits.length) {
      put(edits);
      notice = say(t.Restored, edits.length);
      drawBar();
    }
  } catch { sessionStorage.removeItem(model.key); }

  return {
    stop() {
      stopped = true;
      clearTimeout(timer);
      removeEventListener('mouseup', release);
    },
  };
}
