// Draws a transcript turn by turn, marks passages, and tells what is selected. Positions are code points of the whole
// text; only here, at the edge, do UTF-16 units occur.

const codePoints = text => { let n = 0; for (const _ of text) n++; return n; };

// The UTF-16 index of a code point in a text.
function unitAt(text, codePoint) {
  let at = 0;
  for (const c of text) {
    if (codePoint-- <= 0) break;
    at += c.length;
  }
  return at;
}

const element = (name, className, text) => {
  const e = document.createElement(name);
  if (className) e.className = className;
  if (text !== undefined) e.textContent = text;
  return e;
};

// Replacements such as [NAME-1] stand out and are not broken over two lines.
const pieces = text => text.split(/(\[\p{Lu}[\p{Lu}\d-]*\])/u).filter(part => part)
  .map(part => part.startsWith('[') && part.endsWith(']') ? element('span', 'replaced-by', part) : document.createTextNode(part));

export function open(root, page, options) {
  const { source, selectable, texts } = options;
  const ending = new AbortController();
  const until = { signal: ending.signal };
  let turns = [];
  let marks = [];
  let current = null;
  let told = null;

  async function load() {
    root.setAttribute('aria-busy', 'true');
    try {
      const answer = await fetch(source, { signal: ending.signal, headers: { Accept: 'application/json' } });
      if (!answer.ok) throw new Error(answer.status);
      draw(await answer.json());
    } catch {
      if (ending.signal.aborted) return;
      const notice = element('div', 'notice amber');
      notice.setAttribute('role', 'alert');
      const again = element('button', 'btn sm', texts.retry);
      again.type = 'button';
      again.addEventListener('click', load);
      notice.append(element('div', '', texts.failed), again);
      root.replaceChildren(notice);
    }
    root.removeAttribute('aria-busy');
  }

  function draw(text) {
    const all = document.createDocumentFragment();
    if (text.outside) {
      const outside = element('details', 'outside');
      outside.append(element('summary', '', texts.outside), element('p', '', text.outside));
      all.append(outside);
    }
    turns = text.turns.map(turn => {
      const row = element('div', turn.role === 0 ? 'turn int' : 'turn');
      const words = element('p');
      row.append(element('span', 'tn', String(turn.sequence)), words, element('span', 'who', turn.label));
      all.append(row);
      if (turn.pieces) words.append(...turn.pieces.flatMap(piece));
      else words.append(...pieces(turn.words));
      return { start: turn.start, words: turn.words, length: turn.words === undefined ? 0 : codePoints(turn.words), p: words, row, drawn: '' };
    });
    root.replaceChildren(all);
    paint();
    reveal();
  }

  // A flagged passage: its words are fetched when they are asked for, and given up again.
  function piece(part) {
    if (part.words !== null) return pieces(part.words);
    const hidden = element('span', 'hidden-passage');
    const close = () => {
      const button = element('button', 'btn sm', `${texts.flags[part.kind]} · ${texts.reveal}`);
      button.type = 'button';
      button.addEventListener('click', async () => {
        button.disabled = true;
        try {
          const answer = await fetch(`${source}/${part.flag}`, { signal: ending.signal });
          if (!answer.ok) throw new Error(answer.status);
          const again = element('button', 'btn sm', texts.hide);
          again.type = 'button';
          again.addEventListener('click', close);
          hidden.replaceChildren(element('span', 'revealed', await answer.json()), ' ', again);
          again.focus();
        } catch {
          button.disabled = false;
        }
      });
      hidden.replaceChildren(button);
    };
    close();
    return hidden;
  }

  // Only turns whose marks changed are drawn again.
  function paint() {
    let first = 0;
    for (const turn of turns) {
      if (turn.words === undefined) continue;
      const end = turn.start + turn.length;
      while (first < marks.length && marks[first].end <= turn.start) first++;
      const own = [];
      for (let i = first; i < marks.length && marks[i].start < end; i++) own.push(marks[i]);
      const key = own.map(m => `${m.id}${m.look}${m.note ?? ''}`).join('|');
      if (key === turn.drawn) continue;
      turn.drawn = key;
      const parts = [];
      let at = 0;
      for (const mark of own) {
        const from = Math.max(at, unitAt(turn.words, mark.start - turn.start));
        const to = unitAt(turn.words, mark.end - turn.start);
        if (to <= from) continue;
        parts.push(...pieces(turn.words.slice(at, from)));
        const m = element('mark', mark.look, turn.words.slice(from, to));
        m.dataset.mark = mark.id;
        if (mark.note) m.dataset.note = mark.note;
        if (mark.id === current) m.classList.add('now');
        parts.push(m);
        at = to;
      }
      parts.push(...pieces(turn.words.slice(at)));
      turn.p.replaceChildren(...parts);
    }
  }

  function reveal() {
    for (const m of root.querySelectorAll('mark.now')) m.classList.remove('now');
    if (!current) return;
    const m = root.querySelector(`mark[data-mark="${CSS.escape(current)}"]`);
    if (!m) return;
    m.classList.add('now');
    const box = root.getBoundingClientRect(), own = m.getBoundingClientRect();
    if (own.top < box.top + 48 || own.bottom > box.bottom - 48) m.scrollIntoView({ block: 'center' });
  }

  // The code point of the whole text at a place in a turn's paragraph.
  function place(node, offset) {
    const p = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node)?.closest('.turn > p');
    const turn = p && turns.find(t => t.p === p);
    if (!turn || turn.words === undefined) return null;
    const before = document.createRange();
    before.setStart(p, 0);
    before.setEnd(node, offset);
    return { turn, at: turn.start + codePoints(before.toString()) };
  }

  function selected() {
    const selection = document.getSelection();
    let span = null;
    if (selection.rangeCount && !selection.isCollapsed && root.contains(selection.anchorNode)) {
      const range = selection.getRangeAt(0);
      const from = place(range.startContainer, range.startOffset);
      const to = place(range.endContainer, range.endOffset);
      if (from && to && from.turn === to.turn) {
        // White space at the ends is never what was meant.
        const words = range.toString();
        const start = from.at + codePoints(words.slice(0, words.length - words.trimStart().length));
        const end = to.at - codePoints(words.slice(words.trimEnd().length));
        if (start < end) span = [start, end];
      }
    }
    const key = span ? span.join() : null;
    if (key === told) return;
    told = key;
    page.invokeMethodAsync('OnSelected', span ? span[0] : null, span ? span[1] : null);
  }

  if (selectable) {
    document.addEventListener('mouseup', e => { if (!e.target.closest?.('[data-keep-selection]')) setTimeout(selected); }, until);
    document.addEventListener('keyup', e => { if (e.shiftKey || e.key === 'Shift') selected(); }, until);
    root.addEventListener('click', e => {
      const m = e.target.closest('mark');
      if (m && document.getSelection().isCollapsed) page.invokeMethodAsync('OnMark', m.dataset.mark);
    }, until);
  }

  document.addEventListener('keydown', e => {
    if (e.ctrlKey || e.metaKey || e.altKey || !options.keys.includes(e.key) || e.key.length !== 1) return;
    if (e.target.closest('input, textarea, select, dialog')) return;
    e.preventDefault();
    page.invokeMethodAsync('OnKey', e.key);
  }, until);

  load();

  return {
    mark(list) {
      marks = list;
      paint();
      reveal();
    },
    show(id) {
      current = id;
      reveal();
    },
    stop() {
      ending.abort();
    },
  };
}

// What stands in a field, as a stream: a pasted transcript is too long for one message. No stream is empty, so that an
// empty field is sent as a blank, which is as empty to whoever reads it.
export function pasted(field) {
  return new TextEncoder().encode(field.value || ' ');
}
