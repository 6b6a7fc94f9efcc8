// The coding workbench. It draws the transcript and what is coded on it, turn by turn, takes keys and mouse, and hands
// every gesture to the outbox. The circuit carries none of it: words come from an endpoint, changes go to one.
import { Transcript, countWords } from '/js/workbench/transcript.js';
import { Channel, Outbox, Refused, SignedOut, read } from '/js/workbench/outbox.js';

const cellKeys = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '0', '-', '='];
const unratedKeys = { p: 'PLAN', b: 'BARRIER', c: 'CONTEXT' };
const ratingKeys = { 5: 2, 4: 1, 3: 0, 2: -1, 1: -2, '+': 1, 0: 0, '-': -1, i: null };
const basisKeys = { e: 'CONCRETE_EXAMPLE', d: 'DOCUMENTED', g: 'GENERAL_STATEMENT', r: 'INFERRED' };
const concrete = ['CONCRETE_EXAMPLE', 'DOCUMENTED'];
const glyphs = { 2: '++', 1: '+', 0: '=', '-1': '−', '-2': '−−' };
const looks = { 2: 'p2', 1: 'p1', 0: '0', '-1': 'n1', '-2': 'n2' };

/** Starts the workbench in its element. */
export async function start(root, options) {
  const workbench = new Workbench(root, options);
  await workbench.open();
  return workbench;
}

class Workbench {
  constructor(root, options) {
    this.root = root;
    this.options = options;
    this.channel = new Channel(`/coding/${options.interview}`, '');
    this.key = `coding/${options.user}/${options.interview}`;
    this.forgetOthers();
    this.selection = null;
    this.excerpt = null;
    this.form = emptyForm();
    this.notes = new Map();
    this.done = [];
    this.undone = [];
    this.turnElements = [];
    this.rows = new Map();
    this.worked = new WeakMap();
    this.tally = null;
    this.listeners = new AbortController();
    this.outbox = new Outbox(this.key, (item) => this.channel.post(item.path, item.body(this)), (...said) => this.heard(...said));
    for (const item of this.outbox.items) this.revive(item);
  }

  // ---------- Opening ----------

  async open() {
    performance.mark('coding-open');
    this.outbox.hold();
    for (;;) {
      try {
        this.data = await this.channel.get('data');
        break;
      } catch (error) {
        if (error instanceof Refused) return this.fail(this.text('NotFound'));
        this.say('amber', error instanceof SignedOut ? 'SignedOut' : 'Unreachable', { count: this.outbox.size });
        await new Promise((resolve) => setTimeout(resolve, 2000));
        if (this.stopped) return;
      }
    }
    this.channel.token = this.data.token;
    this.take(this.data);
    if (!this.bound) this.bind();
    this.bound = true;
    for (const item of this.outbox.items) this.show(item.after ?? null);
    this.drawAll();
    this.drawList();
    this.restoreDraft();
    if (!this.selection) this.goTo(this.firstStop());
    this.refresh();
    this.root.setAttribute('aria-busy', 'false');
    this.say('ok', this.outbox.size ? 'Waiting' : this.data.changedAt ? 'SavedAt' : 'NothingYet', { at: this.data.changedAt, count: this.outbox.size });
    this.outbox.release();
    performance.measure('coding: open', 'coding-open');
  }

  take(data) {
    this.tally = null;
    this.transcript = new Transcript(data.turns);
    this.transcript.fill(data.excerpts);
    this.codes = new Map(data.codes.map((code) => [code.id, code]));
    this.byKey = new Map(data.codes.map((code) => [code.key, code]));
    this.revision = data.revision;
    this.serverUndo = data.undo;
    this.serverRedo = data.redo;
    this.furthest = data.furthestTurn;
    this.readOnly = data.submittedAt !== null;
    this.flags = new Map(data.flags.map((flag) => [flag.id, { ...flag, opened: false }]));
    this.root.classList.toggle('submitted', this.readOnly);
  }

  /** Another person's leftovers in this tab are no business of this one. */
  forgetOthers() {
    for (const key of Object.keys(sessionStorage)) {
      if (key.startsWith('coding/') && !key.startsWith(`coding/${this.options.user}/`)) sessionStorage.removeItem(key);
    }
  }

  // Functions do not survive storage.
  revive(item) {
    item.body = (self) => ({ ...item.request, revision: self.revision });
  }

  async reload() {
    this.outbox.hold();
    const place = this.selection;
    this.data = await this.channel.get('data');
    this.channel.token = this.data.token;
    this.take(this.data);
    this.done = [];
    this.undone = [];
    this.drawAll();
    this.drawList();
    this.excerpt = this.excerpt && this.transcript.excerpts.has(this.excerpt) ? this.excerpt : null;
    if (place) this.select(place, this.excerpt);
    this.refresh();
  }

  stop() {
    this.stopped = true;
    clearTimeout(this.draftTimer);
    this.sendPlace();
    this.sendDraft();
    this.outbox.stop();
    this.listeners.abort();
  }

  // ---------- Words ----------

  text(key, ...values) {
    const text = this.options.texts[key] ?? key;
    return text.replace(/\{(\d)\}/g, (_, i) => values[i]);
  }

  count(key, number) {
    const one = this.options.language === 'fr' ? number < 2 : number === 1;
    return this.text(one ? `${key}One` : key, number);
  }

  fail(message) {
    this.root.setAttribute('aria-busy', 'false');
    this.part('transcript').replaceChildren(element('p', 'notice', message));
    this.say('amber', 'NotFound', {});
  }

  announce(message) {
    this.part('announce').textContent = message;
  }

  say(look, key, { at, count }) {
    const time = at ? new Date(at).toLocaleTimeString('en-CA', { hour12: false }) : '';
    const state = this.part('state');
    state.className = `saved ${look}`;
    state.textContent = key === 'SavedAt' ? this.text(key, time) : ['Waiting', 'Unreachable', 'SignedOut'].includes(key) ? this.count(key, count ?? 0) : this.text(key);
    state.dataset.state = key;
    const link = this.part('sign-in');
    link.hidden = key !== 'SignedOut';
    link.href = `/account/sign-in?returnUrl=${encodeURIComponent(location.pathname)}`;
  }

  /** What went wrong, beside the work, until the next gesture. */
  tell(message, actions = []) {
    const box = this.part('message');
    box.replaceChildren();
    box.hidden = !message;
    if (!message) return;
    box.append(element('p', null, message));
    const row = element('div', 'row');
    for (const [label, act, primary, key] of actions) {
      const button = element('button', `btn sm${primary ? ' primary' : ''}`, label);
      button.type = 'button';
      if (key) button.append(' ', element('kbd', null, key));
      button.addEventListener('click', act);
      row.append(button);
    }
    if (actions.length) box.append(row);
    box.scrollIntoView({ block: 'nearest' });
  }

  part(name) {
    return this.root.querySelector(`[data-part="${name}"]`);
  }

  // ---------- Drawing ----------

  drawAll() {
    this.number();
    const fragment = document.createDocumentFragment();
    this.turnElements = this.transcript.turns.map((turn) => {
      const article = element('article', `turn${turn.interviewer ? ' int' : ''}`);
      article.id = `turn-${turn.number}`;
      article.tabIndex = -1;
      article.setAttribute('aria-label', this.text('TurnOf', turn.number, turn.speaker));
      article.append(element('span', 'tn', turn.number), element('div', 'said'), element('div', 'side'));
      fragment.append(article);
      return article;
    });
    const box = this.part('transcript');
    box.lang = this.data.language;
    box.replaceChildren(fragment);
    for (const turn of this.transcript.turns) this.draw(turn);
  }

  number() {
    this.numbers = new Map(this.transcript.ordered.map((excerpt, index) => [excerpt.id, index + 1]));
  }

  draw(turn) {
    const article = this.turnElements[turn.index];
    const [, said, side] = article.children;
    const parts = [element('div', 'who', turn.speaker)];
    let paragraph = null;
    let wrapper = null;
    const lanes = Math.max(0, ...turn.excerpts.map((e) => e.lane + 1));
    for (const run of turn.runs(this.selection)) {
      if (run.part.hidden) {
        paragraph = wrapper = null;
        if (parts.at(-1).dataset?.flag !== run.part.flag) parts.push(this.flagBox(turn, run.part.flag));
        parts.at(-1).classList.toggle('on', run.selected || parts.at(-1).classList.contains('on'));
        continue;
      }
      if (!paragraph) {
        paragraph = element('p', lanes > 2 ? 'deep' : null);
        parts.push(paragraph);
      }
      let into = paragraph;
      if (run.selected) {
        wrapper ??= paragraph.appendChild(element('span', 'sel'));
        into = wrapper;
      } else {
        wrapper = null;
      }
      into.append(...this.runElements(run));
    }
    said.replaceChildren(...parts);
    side.replaceChildren(...this.marginNotes(turn));
  }

  runElements(run) {
    const elements = [];
    if (run.part.flag && run.start === run.part.start) elements.push(this.coverButton(run.part.flag));
    for (const excerpt of run.begins) {
      const mark = element('button', 'mk', this.numbers.get(excerpt.id));
      mark.type = 'button';
      mark.tabIndex = -1;
      mark.dataset.excerpt = excerpt.id;
      mark.dataset.number = excerpt.id;
      elements.push(mark);
    }
    const span = element('span', null, run.part.slice(run.start, run.end));
    span.dataset.s = run.start;
    if (run.tag) span.classList.add('rep');
    if (run.excerpts.length > 0) {
      span.classList.add('ex');
      const shown = run.excerpts.filter((e) => e.lane < 3);
      const deepest = Math.max(0, ...shown.map((e) => e.lane));
      const pitch = 4;
      span.style.paddingBottom = `${3 + pitch * deepest}px`;
      span.style.backgroundImage = shown.map((e) => this.stroke(e)).join(',');
      span.style.backgroundSize = '100% 2px';
      span.style.backgroundPosition = shown.map((e) => `0 calc(100% - ${pitch * (deepest - e.lane)}px)`).join(',');
      if (this.excerpt && run.excerpts.some((e) => e.id === this.excerpt)) span.classList.add('at');
    }
    elements.push(span);
    const more = run.excerpts.filter((e) => e.lane >= 3);
    if (more.length > 0 && run.begins.some((e) => e.lane >= 3)) {
      const button = element('button', 'mk more', `+${more.length}`);
      button.type = 'button';
      button.tabIndex = -1;
      button.title = this.count('MoreExcerpts', more.length);
      button.dataset.excerpt = more.at(-1).id;
      elements.push(button);
    }
    return elements;
  }

  stroke(excerpt) {
    const rating = excerpt.ratings[0];
    if (rating && rating.value !== null) return `linear-gradient(var(--u-${looks[rating.value]}),var(--u-${looks[rating.value]}))`;
    const rated = excerpt.codes.some((c) => this.codes.get(c.code)?.cell);
    return rated
      ? 'linear-gradient(var(--u-0),var(--u-0))'
      : 'repeating-linear-gradient(90deg,var(--u-0) 0 3px,transparent 3px 6px)';
  }

  flagBox(turn, flag) {
    const { kind } = this.flags.get(flag);
    const box = element('div', 'flag');
    box.dataset.flag = flag;
    const words = element('div', 'ov');
    words.append(element('b', null, this.text('FlagTitle', turn.number, this.text(`Flag.${kind}`))), element('span', null, this.text('FlagHelp')));
    const row = element('div', 'row');
    const show = element('button', 'btn sm', this.text('ShowPassage'));
    show.type = 'button';
    show.dataset.reveal = flag;
    show.append(' ', element('kbd', null, 'v'));
    const skip = element('button', 'btn sm quiet', this.text('SkipPassage'));
    skip.type = 'button';
    skip.dataset.skip = turn.number;
    row.append(show, skip);
    words.append(row);
    box.append(element('div', 'bl'), words);
    box.lang = this.options.language;
    return box;
  }

  coverButton(flag) {
    const button = element('button', 'cover', this.text('HideAgain'));
    button.type = 'button';
    button.dataset.cover = flag;
    button.lang = this.options.language;
    return button;
  }

  marginNotes(turn) {
    const notes = [];
    if (this.selection && this.form.code && !this.isApplied() && this.transcript.turnAt(this.selection.start) === turn) {
      const note = element('div', 'note new');
      note.append(element('span', 'no', this.text('New')), element('span', null, this.nameOf(this.codes.get(this.form.code))), this.codes.get(this.form.code).cell ? this.ratingMark(this.form) : element('span'), element('span', 'more', this.text('NotApplied')));
      notes.push(note);
    }
    for (const excerpt of [...turn.excerpts].sort((a, b) => this.numbers.get(a.id) - this.numbers.get(b.id))) {
      if (this.transcript.turnAt(excerpt.start) !== turn) continue;
      notes.push(...this.notesOf(excerpt));
    }
    return notes;
  }

  notesOf(excerpt) {
    return this.codings(excerpt).map(({ code, themes, rating }, index) => {
      const note = element('button', `note${excerpt.id === this.excerpt ? ' on' : ''}`);
      note.type = 'button';
      note.tabIndex = -1;
      note.dataset.excerpt = excerpt.id;
      note.dataset.code = code.id;
      const number = element('span', 'no', index === 0 ? this.numbers.get(excerpt.id) : '');
      if (index === 0) number.dataset.number = excerpt.id;
      note.append(number, element('span', null, this.nameOf(code)), code.cell ? this.ratingMark(rating ?? {}) : element('span'), element('span', 'more', themes.map((t) => t.label).join(', ')));
      return note;
    });
  }

  /** The cells (or plan, barrier, context) of an excerpt, each with its themes, rating and memo. */
  codings(excerpt) {
    // An excerpt that changes is another object, so what was worked out of it holds as long as it does.
    let codings = this.worked.get(excerpt);
    if (codings) return codings;
    codings = [];
    this.worked.set(excerpt, codings);
    for (const applied of excerpt.codes) {
      const code = this.codes.get(applied.code);
      if (!code || code.kind === 'THEME') continue;
      codings.push({
        code,
        memo: applied.memo ?? '',
        themes: excerpt.codes.map((c) => this.codes.get(c.code)).filter((c) => c?.kind === 'THEME' && c.cell === code.cell),
        rating: excerpt.ratings.find((r) => r.cell === code.cell),
      });
    }
    return codings;
  }

  /** Short: the key of a cell, the word for plan, barrier, context. */
  nameOf(code) {
    return code.cell ? code.key : this.text(`Code.${code.key}`);
  }

  ratingMark({ value, mixed }) {
    if (value === undefined) return element('span', 'tag amber', this.text('ToRate'));
    const mark = element('span', value === null ? 'rate v-ie' : `rate v-${looks[value]}${mixed ? ' mixed' : ''}`);
    if (value === null) mark.append('?');
    else mark.append(element('span', 'g', glyphs[value]), signed(value));
    const words = value === null ? this.text('Anchor.IE') : this.text(`Anchor.${value}`) + (mixed ? `, ${this.text('Mixed')}` : '');
    mark.title = words;
    mark.setAttribute('role', 'img');
    mark.setAttribute('aria-label', words);
    return mark;
  }

  // ---------- The list and what is left ----------

  drawList() {
    this.rows.clear();
    const list = this.part('excerpts');
    list.replaceChildren(...this.transcript.ordered.map((excerpt) => this.row(excerpt)));
    this.drawCount();
  }

  drawCount() {
    const count = this.transcript.ordered.length;
    this.part('excerpt-count').textContent = count;
    this.part('view-count').textContent = count;
    this.part('no-excerpts').hidden = count > 0;
  }

  row(excerpt) {
    const item = element('li');
    const button = element('button', excerpt.id === this.excerpt ? 'on' : '');
    button.type = 'button';
    button.tabIndex = excerpt.id === this.excerpt ? 0 : -1;
    button.dataset.excerpt = excerpt.id;
    const turn = this.transcript.turnAt(excerpt.start);
    const hidden = turn.touchesHidden(excerpt.start, Math.min(excerpt.end, turn.end));
    const codings = this.codings(excerpt);
    const number = element('span', 'no', this.numbers.get(excerpt.id));
    number.dataset.number = excerpt.id;
    const marks = element('span', 'marks');
    const names = codings.map(({ code }) => this.nameOf(code)).join(' · ');
    for (const { code, rating } of codings) if (code.cell) marks.append(this.ratingMark(rating ?? {}));
    const head = element('b', null, names);
    head.append(' ', element('span', 'quiet', this.text('TurnShort', turn.number)));
    const quote = element('span', 'q', hidden ? this.text('HiddenQuote') : turn.words(excerpt.start, Math.min(excerpt.end, excerpt.start + 60, turn.end)));
    if (!hidden) quote.lang = this.data.language;
    button.append(number, head, marks, quote);
    item.append(button);
    this.rows.set(excerpt.id, item);
    return item;
  }

  /** Draws what one change touched: its turns, its row, and the numbers after it. */
  redraw(excerpt, turns) {
    const before = this.numbers.get(excerpt.id);
    this.number();
    for (const turn of turns) this.draw(turn);
    const list = this.part('excerpts');
    this.rows.get(excerpt.id)?.remove();
    this.rows.delete(excerpt.id);
    const number = this.numbers.get(excerpt.id);
    if (number) list.insertBefore(this.row(this.transcript.excerpts.get(excerpt.id)), list.children[number - 1] ?? null);
    if (number !== before) this.renumberLater(Math.min(number ?? before, before ?? number));
    this.drawCount();
  }

  /** The numbers behind a new excerpt move up once it has been painted. */
  renumberLater(from) {
    this.renumberFrom = Math.min(from, this.renumberFrom ?? from);
    this.renumbering ??= requestAnimationFrame(() => setTimeout(() => {
      const later = this.transcript.ordered.slice(this.renumberFrom - 1);
      this.renumbering = this.renumberFrom = null;
      for (const { id } of later) {
        const number = this.rows.get(id)?.firstChild.firstChild;
        if (number) number.textContent = this.numbers.get(id);
      }
      const from = later.length ? this.transcript.turnIndexAt(later[0].start) : this.turnElements.length;
      for (const article of this.turnElements.slice(from)) {
        for (const node of article.querySelectorAll('[data-number]')) {
          const number = this.numbers.get(node.dataset.number);
          if (number && node.textContent !== String(number)) node.textContent = number;
        }
      }
    }));
  }

  /** Counts over all excerpts, worked out anew after a change. */
  tallied() {
    if (this.tally) return this.tally;
    const cells = new Map();
    const unrated = [];
    for (const excerpt of this.transcript.ordered) {
      for (const { code, rating } of this.codings(excerpt)) {
        cells.set(code.key, (cells.get(code.key) ?? 0) + 1);
        if (code.cell && !rating) unrated.push({ excerpt, code });
      }
    }
    const empty = this.data.codes.filter((c) => c.kind === 'CELL' && !cells.has(c.key)).map((c) => c.key);
    this.tally = { cells, unrated, empty };
    return this.tally;
  }

  drawLeft() {
    const answers = this.transcript.turns.filter((t) => !t.interviewer);
    const readTurns = answers.filter((t) => t.number <= this.furthest).length;
    this.part('read-bar').style.width = `${answers.length ? (100 * readTurns) / answers.length : 0}%`;
    this.part('read').textContent = this.text(this.options.language === 'fr' && readTurns < 2 ? 'ReadOne' : 'Read', readTurns, answers.length);
    this.left = { unread: answers.length - readTurns, unrated: this.tallied().unrated, unopened: [...this.flags.values()].filter((f) => !f.opened), empty: this.tallied().empty };
    const items = [];
    if (this.left.unrated.length) items.push(todo(this.left.unrated.length, this.count('LeftToRate', this.left.unrated.length), 'next-unrated'));
    const notes = [...this.notes.values()];
    if (notes.length) items.push(todo(notes.length, this.count('LeftNotes', notes.length), 'next-note'));
    if (this.left.unopened.length) items.push(todo(this.left.unopened.length, this.count('LeftUnopened', this.left.unopened.length), 'next-flag'));
    if (this.left.empty.length) {
      const few = this.left.empty.length <= 6;
      const item = todo(this.left.empty.length, this.count('LeftEmpty', this.left.empty.length) + (few ? this.text('Colon') : ''), null);
      if (few) item.lastChild.append(element('span', 'muted', ` ${this.left.empty.join(', ')}`));
      items.push(item);
    }
    if (items.length === 0) items.push(element('li', 'muted', this.text('LeftNothing')));
    this.part('left').replaceChildren(...items);
  }

  // ---------- Selecting ----------

  firstStop() {
    const index = this.transcript.turns.findIndex((t) => t.number >= Math.max(1, this.data.lastTurn));
    const turns = this.transcript.turns;
    for (let i = Math.max(0, index); i < turns.length; i++) if (turns[i].sentences.length && (!turns[i].interviewer || this.data.lastTurn > 0)) return { turn: i, sentence: 0 };
    return { turn: 0, sentence: 0 };
  }

  goTo({ turn, sentence }, extend = false) {
    const range = this.transcript.sentence(turn, sentence);
    if (extend && this.selection && this.anchor) {
      const anchor = this.transcript.sentence(this.anchor.turn, this.anchor.sentence);
      this.head = { turn, sentence };
      this.select({ start: Math.min(anchor.start, range.start), end: Math.max(anchor.end, range.end) });
    } else {
      this.anchor = this.head = { turn, sentence };
      this.select(range);
    }
    this.reveal(range.start);
  }

  step(direction, extend) {
    const turns = this.transcript.turns;
    let { turn, sentence } = this.head ?? this.placeOf(this.selection?.start ?? 0);
    sentence += direction;
    while (turns[turn] && (sentence < 0 || sentence >= turns[turn].sentences.length)) {
      turn += direction;
      if (!turns[turn]) return;
      sentence = direction > 0 ? 0 : turns[turn].sentences.length - 1;
    }
    if (turns[turn]) this.goTo({ turn, sentence }, extend);
  }

  placeOf(position) {
    const turn = this.transcript.turnIndexAt(position);
    const { sentences } = this.transcript.turns[turn];
    const sentence = sentences.findIndex(([, end]) => end > position);
    return { turn, sentence: sentence < 0 ? Math.max(0, sentences.length - 1) : sentence };
  }

  /** Takes a span up: an excerpt that stands there, or a new one. */
  select(range, id = null, code = null) {
    this.keepNote();
    const old = this.selection;
    const oldExcerpt = this.excerpt;
    this.selection = { start: range.start, end: range.end };
    this.excerpt = id ?? this.transcript.at(range.start, range.end)?.id ?? null;
    this.form = emptyForm();
    this.question = null;
    this.choosing = false;
    this.tell('');
    const noted = this.notes.get(spanKey(this.selection));
    if (noted) {
      this.form = { ...noted.form, themes: new Set(noted.form.themes) };
      this.notes.delete(spanKey(this.selection));
    } else if (this.excerpt) {
      const codings = this.codings(this.transcript.excerpts.get(this.excerpt));
      const coding = codings.find((c) => c.code.id === code) ?? codings.find((c) => c.code.cell && !c.rating) ?? codings[0];
      if (coding && (code || codings.length === 1 || !coding.rating)) this.pick(coding.code, false);
    }
    const touched = new Set([...(old ? this.transcript.turnsOf(old) : []), ...this.transcript.turnsOf(this.selection)]);
    for (const excerpt of [oldExcerpt, this.excerpt]) {
      const found = excerpt && this.transcript.excerpts.get(excerpt);
      if (found) for (const turn of this.transcript.turnsOf(found)) touched.add(turn);
    }
    for (const turn of touched) this.draw(turn);
    this.markRow(oldExcerpt);
    const now = this.transcript.turnAt(this.selection.start);
    this.current?.classList.remove('now');
    if (this.current) this.current.tabIndex = -1;
    this.current = this.turnElements[now.index];
    this.current.classList.add('now');
    this.current.tabIndex = 0;
    this.cameTo(now.number);
    this.refresh();
    this.keepDraft();
    this.describe(now);
  }

  selectExcerpt(id, code = null) {
    const excerpt = this.transcript.excerpts.get(id);
    if (!excerpt) return;
    this.view('text');
    this.anchor = this.head = this.placeOf(excerpt.start);
    this.select(excerpt, id, code);
    this.reveal(excerpt.start);
  }

  describe(turn) {
    const { start, end } = this.selection;
    const hidden = turn.touchesHidden(start, end);
    const where = this.whereIs(turn);
    this.announce(hidden ? `${where}. ${this.text('HiddenQuote')}` : `${where}. ${this.transcript.words(start, end).slice(0, 400)}`);
  }

  whereIs(turn) {
    const { start, end } = this.selection;
    const sentences = turn.sentences.map(([s, e], i) => ({ s, e, number: i + 1 })).filter(({ s, e }) => s < end && e > start);
    const whole = sentences.length && sentences[0].s === start && sentences.at(-1).e === end;
    return !whole
      ? this.text('AtTurn', turn.number)
      : sentences.length === 1
        ? this.text('AtSentence', turn.number, sentences[0].number)
        : this.text('AtSentences', turn.number, sentences[0].number, sentences.at(-1).number);
  }

  markRow(before) {
    for (const id of [before, this.excerpt]) {
      const button = id && this.rows.get(id)?.firstChild;
      if (!button) continue;
      button.classList.toggle('on', id === this.excerpt);
      button.tabIndex = id === this.excerpt ? 0 : -1;
      if (id === this.excerpt) button.scrollIntoView({ block: 'nearest' });
    }
    if (!this.excerpt) {
      const first = this.part('excerpts').querySelector('button');
      if (first) first.tabIndex = 0;
    }
  }

  reveal(position) {
    const turn = this.transcript.turnAt(position);
    const article = this.turnElements[turn.index];
    (article.querySelector('.sel') ?? article.querySelector('.flag.on') ?? article).scrollIntoView({ block: 'nearest' });
    if (this.root.contains(document.activeElement) || document.activeElement === document.body) {
      if (!isTyping(document.activeElement)) article.focus({ preventScroll: true });
    }
  }

  cameTo(number) {
    this.furthest = Math.max(this.furthest, number);
    clearTimeout(this.placeTimer);
    if (this.readOnly) return;
    this.place = number;
    this.placeTimer = setTimeout(() => this.sendPlace(), 1500);
  }

  sendPlace() {
    clearTimeout(this.placeTimer);
    if (!this.place) return;
    // The furthest turn first, where the coder has gone back since: each is remembered.
    const turns = this.place === this.furthest ? [this.place] : [this.furthest, this.place];
    this.place = null;
    (async () => {
      for (const turn of turns) await this.channel.post('place', { turn }, { keepalive: true });
    })().catch(() => {});
  }

  // ---------- The panes ----------

  /** Whether the panes take turns, because the window is too narrow for all of them. */
  get takesTurns() {
    return getComputedStyle(this.root.querySelector('.wb-views')).display !== 'none';
  }

  /** Shows a pane where they take turns: what is left and the excerpts, the transcript, or the pad. */
  view(name) {
    if (this.root.dataset.view === name) return;
    this.root.dataset.view = name;
    for (const button of this.root.querySelectorAll('[data-view-to]')) button.setAttribute('aria-pressed', String(button.dataset.viewTo === name));
    // A pane that was out of sight has lost its place.
    if (name === 'text' && this.selection && this.takesTurns) this.reveal(this.selection.start);
  }

  /** To what is left and the excerpts, and from there back to the transcript. */
  toLeft() {
    const list = this.root.querySelector('.wb-left');
    if (list.contains(document.activeElement)) return this.toText();
    this.view('left');
    (list.querySelector('.exlist button[tabindex="0"]') ?? list.querySelector('button') ?? list).focus();
  }

  toText() {
    this.view('text');
    this.current?.focus({ preventScroll: true });
  }

  // ---------- The panel ----------

  /** Takes a code up for the selection, with what stands of it on the excerpt. */
  pick(code, refresh = true) {
    if (this.readOnly || !this.selection) return;
    const excerpt = this.excerpt && this.transcript.excerpts.get(this.excerpt);
    const standing = excerpt && this.codings(excerpt).find((c) => c.code.id === code.id);
    const kept = this.form.memo;
    this.form = emptyForm();
    this.choosing = false;
    this.form.code = code.id;
    this.form.memo = standing?.memo || (refresh ? kept : '');
    if (standing) {
      this.form.themes = new Set(standing.themes.map((t) => t.id));
      if (standing.rating) Object.assign(this.form, { value: standing.rating.value, basis: standing.rating.basis, attribution: standing.rating.attribution, mixed: standing.rating.mixed, basisChosen: true });
    }
    this.question = null;
    this.tell('');
    if (refresh) this.changed();
  }

  rate(value) {
    if (this.readOnly || !this.form.code || !this.codes.get(this.form.code).cell) return;
    this.tell('');
    this.form.value = value;
    if (value === null) Object.assign(this.form, { basis: null, mixed: false, basisChosen: false });
    else if (Math.abs(value) === 2) {
      if (!concrete.includes(this.form.basis)) Object.assign(this.form, { basis: 'CONCRETE_EXAMPLE', basisChosen: false });
    } else if (!this.form.basisChosen || !this.form.basis) this.form.basis = 'GENERAL_STATEMENT';
    this.changed();
  }

  setBasis(basis) {
    if (this.readOnly || this.form.value === undefined || this.form.value === null) return;
    if (Math.abs(this.form.value) === 2 && !concrete.includes(basis)) {
      this.announce(this.text('BasisNeedsExample'));
      return this.tell(this.text('BasisNeedsExample'));
    }
    Object.assign(this.form, { basis, basisChosen: true });
    this.changed();
  }

  changed() {
    if (this.selection) this.draw(this.transcript.turnAt(this.selection.start));
    this.refresh();
    this.keepDraft();
  }

  /** Whether what the panel says is what stands. */
  isApplied() {
    const excerpt = this.excerpt && this.transcript.excerpts.get(this.excerpt);
    const standing = excerpt && this.codings(excerpt).find((c) => c.code.id === this.form.code);
    if (!standing) return false;
    const same = (a, b) => (a ?? null) === (b ?? null);
    return (
      this.form.memo.trim() === standing.memo &&
      standing.themes.length === this.form.themes.size && standing.themes.every((t) => this.form.themes.has(t.id)) &&
      (standing.rating === undefined) === (this.form.value === undefined) &&
      (standing.rating === undefined || (standing.rating.value === this.form.value && same(standing.rating.basis, this.form.basis) && same(standing.rating.attribution, this.form.attribution) && Boolean(standing.rating.mixed) === Boolean(this.form.mixed)))
    );
  }

  refresh() {
    if (!this.selection) return;
    const turn = this.transcript.turnAt(this.selection.start);
    const excerpt = this.excerpt && this.transcript.excerpts.get(this.excerpt);
    const hidden = this.transcript.turnsOf(this.selection).some((t) => t.touchesHidden(this.selection.start, this.selection.end));
    const code = this.form.code ? this.codes.get(this.form.code) : null;
    const closed = this.readOnly || hidden;
    this.part('what').textContent = excerpt ? this.text('ExcerptNumber', this.numbers.get(excerpt.id)) : this.text('NewExcerpt');
    this.part('where').textContent = ` · ${this.whereIs(turn)}`;
    this.part('words').textContent = hidden ? '' : this.count('Words', countWords(this.transcript.words(this.selection.start, this.selection.end)));

    const counts = this.tallied().cells;
    const standing = excerpt ? this.codings(excerpt) : [];
    for (const button of this.root.querySelectorAll('[data-cell]')) {
      const { cell } = button.dataset;
      button.classList.toggle('on', code?.key === cell);
      button.classList.toggle('has', code?.key !== cell && standing.some((s) => s.code.key === cell));
      button.setAttribute('aria-pressed', String(code?.key === cell));
      button.disabled = closed;
      const shown = counts.get(cell);
      button.querySelector('.k').textContent = shown ?? '';
    }
    this.drawStanding(standing, code);

    this.part('cell').hidden = !code;
    this.part('no-cell').hidden = Boolean(code);
    this.part('no-cell').textContent = this.text(this.readOnly ? 'SubmittedHelp' : hidden ? 'HiddenHelp' : 'PickCell');
    this.part('rating').hidden = !code?.cell;
    if (code) {
      this.part('cell-name').textContent = code.cell ? `${code.key} · ${code.label}` : code.label;
      this.part('cell-about').textContent = `${code.definition} ${code.exclude ? `${this.text('Not')} ${code.exclude}` : ''}`;
      this.part('cell-about').title = this.part('cell-about').textContent;
      this.part('example').hidden = !code.example;
      this.part('example-words').textContent = code.example;
    }
    for (const option of this.root.querySelectorAll('[data-value]')) {
      const value = option.dataset.value === 'IE' ? null : Number(option.dataset.value);
      const on = this.form.value === value;
      option.classList.toggle('on', on);
      option.setAttribute('aria-checked', String(on));
      option.tabIndex = on || (this.form.value === undefined && value === 2) ? 0 : -1;
      option.disabled = closed;
    }
    const rated = this.form.value !== undefined && this.form.value !== null;
    const clear = rated && Math.abs(this.form.value) === 2;
    for (const chip of this.root.querySelectorAll('[data-basis]')) {
      const off = !rated || (clear && !concrete.includes(chip.dataset.basis));
      chip.classList.toggle('on', this.form.basis === chip.dataset.basis);
      chip.classList.toggle('off', off);
      chip.setAttribute('aria-pressed', String(this.form.basis === chip.dataset.basis));
      chip.setAttribute('aria-disabled', String(off || closed));
      chip.title = clear && off ? this.text('BasisNeedsExample') : chip.dataset.about;
    }
    this.part('basis-why').hidden = !clear;
    const mixed = this.root.querySelector('[data-mixed]');
    mixed.classList.toggle('on', this.form.mixed);
    mixed.classList.toggle('off', !rated);
    mixed.setAttribute('aria-pressed', String(this.form.mixed));
    const attribution = this.part('attribution');
    attribution.value = this.form.attribution ?? '';
    attribution.disabled = closed || !rated;
    this.drawThemes(code, closed);
    const memo = this.part('memo');
    if (memo.value !== this.form.memo) memo.value = this.form.memo;
    memo.disabled = this.readOnly || !code;
    this.part('apply').disabled = closed || !code;
    this.part('apply-words').textContent = this.text(this.question ? 'ApplyAnyway' : standing.some((s) => s.code.id === code?.id) ? 'Change' : 'ApplyAndGoOn');
    this.part('undo').disabled = this.readOnly || !this.undoStep();
    this.part('redo').disabled = this.readOnly || !this.redoStep();
    this.part('remove').hidden = this.readOnly || !excerpt;
    this.drawLeft();
  }

  drawStanding(standing, code) {
    const box = this.part('standing');
    box.hidden = standing.length === 0;
    box.replaceChildren(...standing.map((coding) => {
      const chip = element('span', `chip coded${coding.code.id === code?.id ? ' on' : ''}`);
      const open = element('button', null, coding.code.cell ? coding.code.key : coding.code.label);
      open.type = 'button';
      open.dataset.open = coding.code.id;
      chip.append(open);
      if (coding.code.cell) chip.append(this.ratingMark(coding.rating ?? {}));
      if (!this.readOnly) {
        const remove = element('button', 'x', '×');
        remove.type = 'button';
        remove.dataset.off = coding.code.id;
        remove.setAttribute('aria-label', this.text('TakeOff', coding.code.key));
        chip.append(remove);
      }
      return chip;
    }));
  }

  drawThemes(code, closed) {
    const row = this.part('themes-row');
    row.hidden = !code?.cell;
    if (!code?.cell) return;
    // Those chosen, and all of them while one is being chosen.
    const themes = this.data.codes.filter((c) => c.kind === 'THEME' && c.cell === code.cell);
    const chips = themes.filter((t) => this.choosing || this.form.themes.has(t.id)).map((theme) => {
      const on = this.form.themes.has(theme.id);
      const chip = element('button', `chip${on ? ' on' : ''}`, theme.label);
      chip.type = 'button';
      chip.dataset.theme = theme.id;
      chip.title = theme.definition;
      chip.disabled = closed;
      chip.setAttribute('aria-pressed', String(on));
      return chip;
    });
    if (!this.choosing && !closed && chips.length < themes.length) {
      const add = element('button', 'chip add', this.text('AddTheme'));
      add.type = 'button';
      add.dataset.act = 'themes';
      add.append(' ', element('kbd', null, 't'));
      chips.push(add);
    }
    this.part('themes').replaceChildren(...chips);
  }

  chooseThemes() {
    if (this.readOnly || !this.codes.get(this.form.code)?.cell) return;
    this.choosing = true;
    this.refresh();
    const first = this.part('themes').querySelector('button');
    first?.focus();
    first?.scrollIntoView({ block: 'nearest' });
  }

  // ---------- Changing ----------

  apply() {
    if (this.readOnly || !this.selection) return;
    const code = this.codes.get(this.form.code);
    if (!code) return this.root.querySelector('[data-cell]').focus();
    const excerpt = this.excerpt ? this.transcript.excerpts.get(this.excerpt) : null;
    const span = excerpt ?? this.selection;
    const turns = this.transcript.turnsOf(span);
    if (turns.some((t) => t.touchesHidden(span.start, span.end))) return this.tell(this.text('HiddenHelp'));
    if (code.cell && turns.every((t) => t.interviewer)) return this.tell(this.text('InterviewerOnly'));
    const context = Boolean(excerpt?.context) || this.question === 'context' || this.question === 'both';
    if (!context && turns.some((t) => t.interviewer)) return this.ask('context', this.text('NeedsContext'));
    const other = excerpt && code.cell && !this.codings(excerpt).some((c) => c.code.id === code.id)
      ? this.codings(excerpt).find((c) => c.code.cell && c.code.cell !== code.cell && c.code.cell.slice(0, 3) === code.cell.slice(0, 3))
      : null;
    const acrossLevels = this.question === 'levels' || this.question === 'both';
    if (other && !acrossLevels) return this.ask(this.question === 'context' ? 'both' : 'levels', this.text('WhoChanged', other.code.key, code.key));

    performance.mark('coding-apply');
    const before = excerpt ? snapshot(excerpt) : { id: newId(), start: span.start, end: span.end, context, codes: [], ratings: [] };
    const after = this.applied(before, code, context);
    const request = {
      kind: 'APPLY', step: newId(), excerpt: before.id, start: before.start, end: before.end, code: code.id,
      themes: [...this.form.themes], memo: this.form.memo.trim() || null, context, acrossLevels,
      rating: code.cell && this.form.value !== undefined ? { value: this.form.value, basis: this.form.basis, attribution: this.form.attribution, mixed: this.form.mixed } : null,
    };
    this.form = emptyForm();
    this.question = null;
    this.commit(request, before, after);
    this.announce(this.text('Applied', code.key, request.rating ? (request.rating.value === null ? '?' : signed(request.rating.value)) : ''));
    this.view('text');
    if (excerpt) this.select(after, after.id);
    else this.step(1, false);
    performance.measure('coding: apply', 'coding-apply');
  }

  ask(question, message) {
    this.question = question;
    this.refresh();
    this.tell(message, [
      [this.text('ApplyAnyway'), () => this.apply(), true, 'Enter'],
      [this.text('Cancel'), () => this.cancel(), false, 'Esc'],
    ]);
    this.announce(message);
  }

  cancel() {
    this.question = null;
    this.tell('');
    this.refresh();
  }

  applied(before, code, context) {
    const after = snapshot(before);
    after.context = context;
    const at = after.codes.find((c) => c.code === code.id);
    if (at) at.memo = this.form.memo.trim() || null;
    else after.codes.push({ code: code.id, memo: this.form.memo.trim() || null });
    if (code.cell) {
      after.codes = after.codes.filter((c) => {
        const theme = this.codes.get(c.code);
        return theme.kind !== 'THEME' || theme.cell !== code.cell || this.form.themes.has(theme.id);
      });
      for (const theme of this.form.themes) if (!after.codes.some((c) => c.code === theme)) after.codes.push({ code: theme, memo: null });
      if (this.form.value !== undefined) {
        after.ratings = after.ratings.filter((r) => r.cell !== code.cell);
        after.ratings.push({ cell: code.cell, value: this.form.value, basis: this.form.basis, attribution: this.form.attribution, mixed: this.form.mixed });
      }
    }
    return after;
  }

  takeOff(codeId) {
    const excerpt = this.transcript.excerpts.get(this.excerpt);
    const code = this.codes.get(codeId);
    if (this.readOnly || !excerpt || !code) return;
    const before = snapshot(excerpt);
    const after = snapshot(excerpt);
    after.codes = after.codes.filter((c) => c.code !== codeId && !(this.codes.get(c.code).kind === 'THEME' && this.codes.get(c.code).cell === code.cell));
    after.ratings = after.ratings.filter((r) => r.cell !== code.cell);
    this.commit({ kind: 'REMOVE_CODE', step: newId(), excerpt: excerpt.id, code: codeId }, before, after);
    this.select(this.selection);
  }

  remove() {
    const excerpt = this.excerpt && this.transcript.excerpts.get(this.excerpt);
    if (this.readOnly || !excerpt) return;
    this.commit({ kind: 'REMOVE', step: newId(), excerpt: excerpt.id }, snapshot(excerpt), { ...snapshot(excerpt), codes: [], ratings: [] });
    this.announce(this.text('Removed'));
    this.select(this.selection);
  }

  /** Shows a change at once, and puts it into the outbox. */
  commit(request, before, after) {
    this.done.push({ step: request.step, before, after });
    this.undone = [];
    this.serverRedo = null;
    this.show(after);
    this.send(request, after, before);
  }

  send(request, after, before) {
    const item = { id: newId(), path: 'changes', request, after, before };
    this.revive(item);
    this.say('waiting', 'Saving', {});
    this.outbox.add(item);
  }

  show(state) {
    if (!state) return;
    this.tally = null;
    const turns = this.transcript.put(snapshot(state));
    if (this.turnElements.length > 0) this.redraw(state, turns);
  }

  undoStep() {
    return this.done.at(-1)?.step ?? (this.outbox.size === 0 ? this.serverUndo : null);
  }

  redoStep() {
    return this.undone.at(-1)?.step ?? (this.outbox.size === 0 ? this.serverRedo : null);
  }

  undo() {
    this.turnBack('UNDO', this.done, this.undone, this.undoStep(), (entry) => entry.before);
  }

  redo() {
    this.turnBack('REDO', this.undone, this.done, this.redoStep(), (entry) => entry.after);
  }

  turnBack(kind, from, to, step, goal) {
    if (this.readOnly || !step) return;
    const entry = from.pop();
    if (entry) {
      to.push(entry);
      const state = goal(entry);
      this.show(state);
      this.send({ kind, step }, state, null);
      this.follow(state);
    } else {
      // From an earlier session: what it was is known to the server alone.
      this.send({ kind, step }, null, null);
    }
    this.announce(this.text(kind === 'UNDO' ? 'Undone' : 'Redone'));
  }

  /** Goes where something came or went. */
  follow(state) {
    this.notes.delete(spanKey(state));
    this.form = emptyForm();
    this.anchor = this.head = this.placeOf(state.start);
    this.select(state, state.codes.length > 0 ? state.id : null);
    this.reveal(state.start);
  }

  heard(what, item, answer) {
    if (what === 'kept') {
      this.revision = answer.revision;
      this.serverUndo = answer.undo;
      this.serverRedo = answer.redo;
      const later = this.outbox.items.some((i) => i.after?.id === answer.excerpt.id || i.request.excerpt === answer.excerpt.id);
      const shown = this.transcript.excerpts.get(answer.excerpt.id);
      if (!later && !sameState(shown, answer.excerpt)) {
        this.show(answer.excerpt);
        if (!item.after) this.follow(answer.excerpt);
      }
      // Words typed meanwhile stay in the panel; buttons follow what is possible now.
      if (this.outbox.size === 0) {
        this.say('ok', 'SavedAt', { at: answer.at });
        this.refresh();
      } else this.say('waiting', 'Waiting', { count: this.outbox.size });
      return;
    }
    if (what === 'refused') return this.refused(item, answer);
    this.say('amber', what === 'signed-out' ? 'SignedOut' : 'Unreachable', { count: this.outbox.size });
  }

  async refused(item, { code, message }) {
    // What was shown was not taken: show what stands, and keep what was meant within reach.
    const waiting = [item, ...this.outbox.items].filter((i) => i.request.kind === 'APPLY');
    this.outbox.hold();
    this.outbox.clear();
    await this.reload().catch(() => {});
    this.outbox.release();
    this.say('amber', 'NotSaved', {});
    const again = code === 'Coding.ChangedByAnother' && waiting.length > 0 && !this.readOnly;
    this.tell(message, again ? [
      [this.count('ApplyAgain', waiting.length), () => this.again(waiting), true],
      [this.text('KeepOther'), () => this.cancel(), false],
    ] : []);
    this.announce(message);
  }

  again(items) {
    this.tell('');
    for (const item of items) {
      const standing = this.transcript.excerpts.get(item.request.excerpt);
      this.commit({ ...item.request, step: newId() }, standing ? snapshot(standing) : item.before, item.after);
    }
    this.refresh();
  }

  // ---------- Drafts ----------

  /** A note that was typed and not applied stays with its span. */
  keepNote() {
    if (!this.selection || !this.form.code || !this.form.memo.trim() || this.isApplied()) return;
    this.notes.set(spanKey(this.selection), { ...this.selection, form: { ...this.form, themes: [...this.form.themes] } });
  }

  keepDraft() {
    if (this.readOnly) return;
    clearTimeout(this.draftTimer);
    const begun = this.form.code && !this.isApplied();
    const draft = {
      at: Date.now(),
      now: begun ? { ...this.selection, form: { ...this.form, themes: [...this.form.themes] } } : null,
      notes: [...this.notes.values()],
    };
    const content = JSON.stringify(draft);
    if (!begun && draft.notes.length === 0 && !this.hasDraft) return;
    this.hasDraft = begun || draft.notes.length > 0;
    this.draft = content;
    try {
      sessionStorage.setItem(`${this.key}/draft`, content);
    } catch {
      // The server's copy is enough.
    }
    this.draftTimer = setTimeout(() => this.sendDraft(), 800);
  }

  sendDraft() {
    if (!this.draft) return;
    const content = this.draft;
    this.draft = null;
    this.channel.post('draft', { content: this.hasDraft ? content : null }, { keepalive: true }).catch(() => {
      this.draft ??= content;
    });
  }

  restoreDraft() {
    const own = read(`${this.key}/draft`);
    const kept = this.data.draft ? JSON.parse(this.data.draft) : null;
    const draft = own?.at && (!kept || own.at >= kept.at) ? own : kept;
    if (!draft || this.readOnly) return;
    for (const note of draft.notes ?? []) this.notes.set(spanKey(note), note);
    if (draft.now) this.notes.set(spanKey(draft.now), draft.now);
    this.hasDraft = this.notes.size > 0;
    const place = draft.now ?? draft.notes?.[0];
    if (place) {
      this.anchor = this.head = this.placeOf(place.start);
      this.select(place);
      this.reveal(place.start);
      this.announce(this.text('DraftBack'));
    }
  }

  // ---------- Hard passages ----------

  async showPassage(flag) {
    try {
      const passage = await this.channel.post(`passages/${flag}`);
      this.flags.get(flag).opened = true;
      for (const turn of this.transcript.turnsOf(passage)) {
        turn.reveal(flag, passage.start, passage.end, passage.text);
        this.draw(turn);
      }
      this.drawList();
      this.refresh();
      this.describe(this.transcript.turnAt(passage.start));
      if (this.selection) this.reveal(this.selection.start);
    } catch (error) {
      this.tell(error instanceof Refused ? error.message : this.text('PassageNotLoaded'));
    }
  }

  coverPassage(flag) {
    for (const turn of this.transcript.turns) {
      const parts = turn.parts.filter((p) => p.flag === flag);
      if (parts.length === 0) continue;
      for (const part of parts) {
        part.text = null;
        part.fold = null;
      }
      turn.setBounds();
      this.draw(turn);
    }
    this.drawList();
    this.refresh();
  }

  revealHere() {
    const hidden = this.selection && this.transcript.turnsOf(this.selection).flatMap((t) => t.parts).find((p) => p.hidden && p.start < this.selection.end && p.end > this.selection.start);
    if (hidden) this.showPassage(hidden.flag);
  }

  // ---------- Finding ----------

  openFind() {
    this.view('text');
    const bar = this.part('find');
    bar.hidden = false;
    this.part('find-text').focus();
    this.part('find-text').select();
  }

  closeFind() {
    this.part('find').hidden = true;
    CSS.highlights?.delete('found');
    this.current?.focus({ preventScroll: true });
  }

  search() {
    this.found = this.transcript.find(this.part('find-text').value);
    this.foundAt = this.found.findIndex((f) => f.start >= (this.selection?.start ?? 0)) - 1;
    this.part('find-count').textContent = this.found.length ? this.text('FoundCount', this.found.length) : this.part('find-text').value ? this.text('FoundNone') : '';
    if (this.found.length) this.nextFound(1);
    else CSS.highlights?.delete('found');
  }

  nextFound(direction) {
    if (!this.found?.length) return;
    this.foundAt = (this.foundAt + direction + this.found.length) % this.found.length;
    const match = this.found[this.foundAt];
    this.part('find-count').textContent = this.text('FoundAt', this.foundAt + 1, this.found.length);
    this.anchor = this.head = this.placeOf(match.start);
    const { turn, sentence } = this.anchor;
    this.select(this.transcript.sentence(turn, sentence));
    const range = document.createRange();
    const from = this.domPoint(match.start);
    const to = this.domPoint(match.end);
    if (from && to) {
      range.setStart(...from);
      range.setEnd(...to);
      if (globalThis.Highlight) CSS.highlights.set('found', new Highlight(range));
    }
    (this.turnElements[turn].querySelector('.sel') ?? this.turnElements[turn]).scrollIntoView({ block: 'nearest' });
  }

  domPoint(position) {
    const turn = this.transcript.turnAt(position);
    const spans = [...this.turnElements[turn.index].querySelectorAll('[data-s]')];
    const span = spans.findLast((s) => Number(s.dataset.s) <= position);
    const part = turn.parts.find((p) => p.start <= position && position <= p.end && !p.hidden);
    if (!span?.firstChild || !part) return null;
    return [span.firstChild, Math.min(span.firstChild.length, part.toUtf16(position) - part.toUtf16(Number(span.dataset.s)))];
  }

  position(node, offset) {
    let element_ = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
    if (node.nodeType !== Node.TEXT_NODE && node.childNodes.length) {
      const child = node.childNodes[Math.min(offset, node.childNodes.length - 1)];
      const inside = child.nodeType === Node.ELEMENT_NODE && (child.matches('[data-s]') ? child : child.querySelector('[data-s]'));
      if (inside) return offset < node.childNodes.length ? Number(inside.dataset.s) : Number(inside.dataset.s) + [...inside.textContent].length;
    }
    element_ = element_.closest('[data-s]') ?? element_;
    if (element_.dataset?.s !== undefined) {
      const start = Number(element_.dataset.s);
      return start + [...element_.textContent.slice(0, node.nodeType === Node.TEXT_NODE ? offset : 0)].length;
    }
    const article = element_.closest?.('.turn');
    if (!article) return null;
    const turn = this.transcript.turns[this.turnElements.indexOf(article)];
    return element_.closest('.side') ? turn.end : turn.start;
  }

  // ---------- Submitting ----------

  openSubmit() {
    this.drawLeft();
    const list = [];
    const line = (text, blocks, go) => {
      const item = element('li', blocks ? 'blocks' : null);
      if (go) {
        const link = element('button', 'btn link', text);
        link.type = 'button';
        link.dataset.go = go;
        item.append(link);
      } else item.append(text);
      list.push(item);
    };
    if (this.outbox.size) line(this.count('MissingSaved', this.outbox.size), true);
    if (this.left.unrated.length) line(this.count('MissingRating', this.left.unrated.length), true, 'next-unrated');
    if (this.notes.size) line(this.count('LeftNotes', this.notes.size), false, 'next-note');
    if (this.left.unread) line(this.count('MissingRead', this.left.unread), false);
    if (this.left.unopened.length) line(this.count('MissingOpened', this.left.unopened.length), false);
    if (this.left.empty.length) line(`${this.count('MissingCells', this.left.empty.length)} ${this.left.empty.join(', ')}`, false);
    const blocked = this.outbox.size > 0 || this.left.unrated.length > 0;
    this.part('missing').replaceChildren(...list);
    this.part('submit-lead').textContent = this.text(blocked ? 'SubmitBlocked' : list.length ? 'SubmitOpen' : 'SubmitReady');
    this.part('submit-now').disabled = blocked;
    this.part('submit-message').textContent = '';
    this.part('submit-dialog').showModal();
  }

  async submit() {
    const button = this.part('submit-now');
    button.disabled = true;
    try {
      await this.channel.post('submit', { revision: this.revision });
    } catch (error) {
      // An answer that got lost may have been yes: what stands is asked for before the coder is told no.
      if (!(error instanceof Refused) || !(await this.isSubmitted())) {
        this.part('submit-message').textContent = error instanceof Refused ? error.message : this.text(error instanceof SignedOut ? 'SignedOutShort' : 'UnreachableShort');
        button.disabled = false;
        return;
      }
    }
    sessionStorage.removeItem(`${this.key}/draft`);
    this.part('submit-dialog').close();
    await this.showSubmitted();
    this.say('ok', 'SubmittedNow', {});
    this.announce(this.text('SubmittedNow'));
  }

  async isSubmitted() {
    const data = await this.channel.get('data').catch(() => null);
    return Boolean(data?.submittedAt);
  }

  /** Nothing can be coded any more, whether or not the interview can be read again at once. */
  async showSubmitted() {
    this.readOnly = true;
    this.root.classList.add('submitted');
    await this.reload().catch(() => this.refresh());
    this.outbox.release();
  }

  async setAside() {
    try {
      await this.channel.post('set-aside');
      this.sendDraft();
      location.assign('/coding');
    } catch (error) {
      this.tell(error instanceof Refused ? error.message : this.text(error instanceof SignedOut ? 'SignedOutShort' : 'UnreachableShort'));
    }
  }

  go(where) {
    if (where === 'next-unrated') {
      const next = this.left.unrated.find((u) => u.excerpt.start > (this.selection?.start ?? -1)) ?? this.left.unrated[0];
      if (next) this.selectExcerpt(next.excerpt.id, next.code.id);
    } else if (where === 'next-flag') {
      const next = this.left.unopened.find((f) => f.start > (this.selection?.start ?? -1)) ?? this.left.unopened[0];
      this.view('text');
      if (next) this.goTo(this.placeOf(next.start));
    } else if (where === 'next-note') {
      const note = this.notes.values().next().value;
      if (!note) return;
      this.view('text');
      this.anchor = this.head = this.placeOf(note.start);
      this.select(note);
      this.reveal(note.start);
    }
  }

  stepExcerpt(direction) {
    const { ordered } = this.transcript;
    if (ordered.length === 0) return;
    const at = this.excerpt ? ordered.findIndex((e) => e.id === this.excerpt) : ordered.findIndex((e) => e.start > this.selection.start) - (direction > 0 ? 1 : 0);
    const next = ordered[(at + direction + ordered.length) % ordered.length];
    this.selectExcerpt(next.id);
  }

  // ---------- Keys and mouse ----------

  bind() {
    const { signal } = this.listeners;
    document.addEventListener('keydown', (event) => this.keyDown(event), { signal });
    this.root.addEventListener('click', (event) => this.clicked(event), { signal });
    this.part('transcript').addEventListener('mouseup', (event) => this.marked(event), { signal });
    this.part('memo').addEventListener('input', (event) => {
      this.form.memo = event.target.value;
      this.keepDraft();
      this.draw(this.transcript.turnAt(this.selection.start));
    }, { signal });
    this.part('attribution').addEventListener('change', (event) => {
      this.form.attribution = event.target.value || null;
      this.changed();
    }, { signal });
    this.part('find-text').addEventListener('input', () => this.search(), { signal });
    this.part('excerpts').addEventListener('keydown', (event) => {
      const direction = { ArrowDown: 'nextElementSibling', ArrowUp: 'previousElementSibling' }[event.key];
      const next = direction && event.target.closest('li')?.[direction]?.firstChild;
      if (!direction) return;
      event.preventDefault();
      event.stopPropagation();
      next?.focus();
    }, { signal });
    const middle = this.root.querySelector('.wb-mid');
    middle.addEventListener('scroll', () => {
      clearTimeout(this.scrollTimer);
      this.scrollTimer = setTimeout(() => this.sawTo(middle), 600);
    }, { signal, passive: true });
    addEventListener('pagehide', () => {
      this.sendPlace();
      this.sendDraft();
    }, { signal });
  }

  /** Scrolling through is reading too: the furthest turn that was wholly in sight. */
  sawTo(middle) {
    const bottom = middle.getBoundingClientRect().bottom;
    let index = this.transcript.turns.findIndex((t) => t.number > this.furthest);
    let seen = 0;
    while (index >= 0 && index < this.turnElements.length && this.turnElements[index].getBoundingClientRect().bottom <= bottom) seen = this.transcript.turns[index++].number;
    if (!seen) return;
    this.cameTo(seen);
    this.drawLeft();
  }

  clicked(event) {
    const target = event.target.closest('button, a');
    if (!target || !this.root.contains(target)) return;
    const { dataset } = target;
    // After the mouse the keys go on where they were: Enter applies, and does not press the button again.
    if (event.detail > 0 && (dataset.cell || dataset.value || dataset.basis || 'mixed' in dataset || dataset.open)) this.current?.focus({ preventScroll: true });
    if (dataset.viewTo) this.view(dataset.viewTo);
    else if (dataset.cell) this.pick(this.byKey.get(dataset.cell));
    else if (dataset.value) this.rate(dataset.value === 'IE' ? null : Number(dataset.value));
    else if (dataset.basis) this.setBasis(dataset.basis);
    else if ('mixed' in dataset) this.toggleMixed();
    else if (dataset.theme) this.toggleTheme(dataset.theme);
    else if (dataset.open) this.pick(this.codes.get(dataset.open));
    else if (dataset.off) this.takeOff(dataset.off);
    else if (dataset.excerpt) this.selectExcerpt(dataset.excerpt, dataset.code);
    else if (dataset.reveal) this.showPassage(dataset.reveal);
    else if (dataset.cover) this.coverPassage(dataset.cover);
    else if (dataset.skip) this.skipTo(Number(dataset.skip));
    else if (dataset.go) {
      this.part('submit-dialog').close();
      this.go(dataset.go);
    } else if (dataset.act) this.act(dataset.act);
  }

  act(name) {
    const acts = {
      apply: () => this.apply(),
      undo: () => this.undo(),
      redo: () => this.redo(),
      remove: () => this.remove(),
      submit: () => this.openSubmit(),
      'submit-now': () => this.submit(),
      'submit-cancel': () => this.part('submit-dialog').close(),
      'set-aside': () => this.setAside(),
      themes: () => this.chooseThemes(),
      keys: () => this.part('keys-dialog').showModal(),
      'keys-close': () => this.part('keys-dialog').close(),
      find: () => this.openFind(),
      'find-next': () => this.nextFound(1),
      'find-previous': () => this.nextFound(-1),
      'find-close': () => this.closeFind(),
    };
    acts[name]?.();
  }

  toggleMixed() {
    if (this.readOnly || this.form.value === undefined || this.form.value === null) return;
    this.form.mixed = !this.form.mixed;
    this.changed();
  }

  toggleTheme(id) {
    if (this.readOnly) return;
    if (!this.form.themes.delete(id)) this.form.themes.add(id);
    this.changed();
    this.root.querySelector(`[data-theme="${id}"]`)?.focus();
  }

  skipTo(number) {
    const next = this.transcript.turns.findIndex((t) => t.number > number);
    if (next >= 0) this.goTo({ turn: next, sentence: 0 });
  }

  marked(event) {
    if (event.target.closest('button')) return;
    const chosen = getSelection();
    if (!chosen?.anchorNode || !this.part('transcript').contains(chosen.anchorNode) || !chosen.focusNode) return;
    const anchor = this.position(chosen.anchorNode, chosen.anchorOffset);
    const focus = this.position(chosen.focusNode, chosen.focusOffset);
    if (anchor === null || focus === null) return;
    const range = chosen.isCollapsed ? null : this.transcript.snap(Math.min(anchor, focus), Math.max(anchor, focus));
    chosen.removeAllRanges();
    if (range) {
      this.anchor = this.head = this.placeOf(range.start);
      this.select(range);
      return;
    }
    if (event.shiftKey && this.selection) return this.goTo(this.placeOf(anchor), true);
    const under = this.transcript.turnAt(anchor).excerpts.filter((e) => e.start <= anchor && anchor < e.end).sort((a, b) => a.end - a.start - (b.end - b.start));
    if (under.length) {
      const at = under.findIndex((e) => e.id === this.excerpt);
      this.anchor = this.head = this.placeOf(anchor);
      const excerpt = under[(at + 1) % under.length];
      this.select(excerpt, excerpt.id);
    } else if (this.transcript.turnAt(anchor).sentences.length) this.goTo(this.placeOf(anchor));
  }

  keyDown(event) {
    if (document.querySelector('dialog[open]') || event.isComposing) return;
    const typing = isTyping(document.activeElement);
    const inside = this.root.contains(document.activeElement) || document.activeElement === document.body;
    if (!inside) return;
    if (typing) return this.keyWhileTyping(event);
    if (event.ctrlKey || event.metaKey) {
      if (event.key === 'z' || event.key === 'Z') this.key_(event, () => (event.shiftKey ? this.redo() : this.undo()));
      else if (event.key === 'y') this.key_(event, () => this.redo());
      return;
    }
    if (event.altKey) return;
    const onButton = document.activeElement?.closest('button, a, [role="radio"]');
    if ((event.key === 'Enter' || event.key === ' ') && onButton && !onButton.matches('.turn')) return;
    const arrows = onButton?.closest('[data-arrows]');
    if (arrows && event.key.startsWith('Arrow')) return this.moveIn(arrows, event);
    const code = this.form.code ? this.codes.get(this.form.code) : null;
    const rating = code?.cell ? ratingKeys[event.key] : undefined;
    if (rating !== undefined) return this.key_(event, () => this.rate(rating));
    const cell = code?.cell ? -1 : cellKeys.indexOf(event.key);
    if (cell >= 0) return this.key_(event, () => this.pickKey(this.root.querySelectorAll('[data-cell]')[cell].dataset.cell));
    if (unratedKeys[event.key]) return this.key_(event, () => this.pickKey(unratedKeys[event.key]));
    if (basisKeys[event.key] && code?.cell) return this.key_(event, () => this.setBasis(basisKeys[event.key]));
    const acts = {
      j: () => this.step(1, false), ArrowDown: () => this.step(1, event.shiftKey),
      k: () => this.step(-1, false), ArrowUp: () => this.step(-1, event.shiftKey),
      J: () => this.step(1, true), K: () => this.step(-1, true),
      Enter: () => this.apply(), Escape: () => this.escape(), Backspace: () => this.escape(), Delete: () => this.remove(),
      z: () => this.undo(), Z: () => this.redo(), y: () => this.redo(),
      n: () => this.stepExcerpt(1), N: () => this.stepExcerpt(-1), u: () => this.go('next-unrated'), l: () => this.toLeft(),
      v: () => this.revealHere(), w: () => this.toggleMixed(), f: () => this.openFind(),
      t: () => this.chooseThemes(), m: () => this.part('memo').focus(), a: () => this.part('attribution').focus(),
      '?': () => this.part('keys-dialog').showModal(),
    };
    if (acts[event.key]) this.key_(event, acts[event.key]);
  }

  key_(event, act) {
    event.preventDefault();
    event.stopPropagation();
    act();
  }

  pickKey(key) {
    const hidden = this.root.querySelector(`[data-cell="${key}"]`).disabled;
    if (!hidden) this.pick(this.byKey.get(key));
  }

  escape() {
    if (this.question) return this.cancel();
    if (!this.part('find').hidden) return this.closeFind();
    if (this.root.querySelector('.wb-left').contains(document.activeElement)) return this.toText();
    if (this.choosing) {
      this.choosing = false;
      this.current?.focus({ preventScroll: true });
      return this.refresh();
    }
    if (this.form.code) {
      this.keepNote();
      this.form = emptyForm();
      this.changed();
      this.current?.focus({ preventScroll: true });
    }
  }

  keyWhileTyping(event) {
    const memo = document.activeElement === this.part('memo');
    const find = document.activeElement === this.part('find-text');
    if (event.key === 'Escape') return this.key_(event, () => (find ? this.closeFind() : this.current?.focus({ preventScroll: true })));
    if (memo && event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      return this.key_(event, () => {
        this.current?.focus({ preventScroll: true });
        this.apply();
      });
    }
    if (find && event.key === 'Enter') this.key_(event, () => this.nextFound(event.shiftKey ? -1 : 1));
  }

  moveIn(group, event) {
    const buttons = [...group.querySelectorAll('button:not([disabled])')];
    const columns = Number(group.dataset.arrows);
    const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: columns, ArrowUp: -columns }[event.key];
    const next = buttons[buttons.indexOf(document.activeElement.closest('button')) + step];
    this.key_(event, () => {
      next?.focus();
      if (next?.matches('[role="radio"]')) next.click();
    });
  }
}

function emptyForm() {
  return { code: null, value: undefined, basis: null, attribution: null, mixed: false, themes: new Set(), memo: '', basisChosen: false };
}

function snapshot(excerpt) {
  return {
    id: excerpt.id, start: excerpt.start, end: excerpt.end, context: excerpt.context,
    codes: excerpt.codes.map((c) => ({ ...c })), ratings: excerpt.ratings.map((r) => ({ ...r })),
  };
}

function sameState(shown, stands) {
  const state = (e) => JSON.stringify(e ? [
    e.codes.map((c) => [c.code, c.memo ?? null]).sort(),
    e.ratings.map((r) => [r.cell, r.value, r.basis ?? null, r.attribution ?? null, Boolean(r.mixed)]).sort(),
  ] : [[], []]);
  return state(shown) === state(stands);
}

function spanKey({ start, end }) {
  return `${start}-${end}`;
}

function signed(value) {
  return value > 0 ? `+${value}` : value < 0 ? `−${-value}` : '0';
}

function todo(number, words, go) {
  const item = element('li');
  item.append(element('b', null, number));
  if (go) {
    const link = element('button', 'btn link', words);
    link.type = 'button';
    link.dataset.go = go;
    item.append(link);
  } else item.append(element('span', null, words));
  return item;
}

function isTyping(node) {
  return Boolean(node && (node.matches?.('textarea, select') || (node.matches?.('input') && !['button', 'checkbox', 'radio'].includes(node.type)) || node.isContentEditable));
}

function element(name, className, text) {
  const node = document.createElement(name);
  if (className) node.className = className;
  if (text !== undefined && text !== null) node.textContent = text;
  return node;
}

// A version 7 UUID: in order of time, as the server makes them.
function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const now = Date.now();
  for (let i = 0; i < 6; i++) bytes[i] = Math.floor(now / 2 ** (8 * (5 - i))) & 0xff;
  bytes[6] = (bytes[6] & 0x0f) | 0x70;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((b) => b.toString(16).padStart(2, '0')).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
