// The transcript as the workbench knows it. All positions are Unicode code points of the whole text, as the server
// counts them; UTF-16 indexes exist only inside this file.

const wordCharacter = /[\p{L}\p{N}\p{M}_'’\-\[\]]/u;
const closing = /[.,!?…;:]/u;
const replacement = /\[[^\]\n]{1,40}\]/gu;

/** A stretch of words, or a hidden passage (text is null). */
class Part {
  constructor([start, end, text, flag]) {
    this.start = start;
    this.end = end;
    this.flag = flag ?? null;
    this.text = text;
  }

  get hidden() {
    return this.text === null;
  }

  set text(value) {
    this.words = value;
    this.marks = null;
    if (value !== null && value.length !== this.end - this.start) {
      // Where each code point begins, only for texts with characters outside the basic plane.
      this.marks = [];
      for (let i = 0; i < value.length; i += value.codePointAt(i) > 0xffff ? 2 : 1) this.marks.push(i);
      this.marks.push(value.length);
    }
  }

  get text() {
    return this.words;
  }

  toUtf16(position) {
    const at = position - this.start;
    return this.marks ? this.marks[at] : at;
  }

  toCodePoint(utf16) {
    if (!this.marks) return this.start + utf16;
    let low = 0;
    let high = this.marks.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.marks[middle] <= utf16) low = middle;
      else high = middle - 1;
    }
    return this.start + low;
  }

  slice(start, end) {
    return this.words.slice(this.toUtf16(start), this.toUtf16(end));
  }
}

/** One turn of speech. */
export class Turn {
  constructor(row, index) {
    this.index = index;
    this.number = row.n;
    this.interviewer = row.interviewer;
    this.speaker = row.speaker;
    this.start = row.start;
    this.end = row.end;
    this.parts = row.parts.map((part) => new Part(part));
    this.sentences = row.sentences;
    this.excerpts = [];
    this.setBounds();
  }

  setBounds() {
    // Bracketed replacements are set apart when read.
    this.tags = [];
    for (const part of this.parts) {
      if (part.hidden) continue;
      for (const match of part.text.matchAll(replacement)) {
        this.tags.push([part.toCodePoint(match.index), part.toCodePoint(match.index + match[0].length)]);
      }
    }
  }

  reveal(flag, start, end, text) {
    for (const part of this.parts) {
      if (part.flag !== flag || !part.hidden) continue;
      const points = [...text];
      part.text = points.slice(part.start - start, part.end - start).join('');
    }
    this.setBounds();
  }

  /** The words between two positions; hidden ones are left out. */
  words(start, end) {
    let words = '';
    for (const part of this.parts) {
      const from = Math.max(start, part.start);
      const to = Math.min(end, part.end);
      if (from < to && !part.hidden) words += part.slice(from, to);
    }
    return words;
  }

  character(position) {
    const part = this.parts.find((p) => p.start <= position && position < p.end);
    return part && !part.hidden ? part.slice(position, position + 1) : '';
  }

  hiddenAt(position) {
    return this.parts.find((p) => p.hidden && p.start <= position && position < p.end) ?? null;
  }

  touchesHidden(start, end) {
    return this.parts.some((p) => p.hidden && p.start < end && p.end > start);
  }

  /** The turn cut into runs that never overlap, by one sweep: where nothing begins or ends, nothing is cut. */
  runs(selection) {
    const cuts = new Set();
    const cut = (position) => {
      if (position > this.start && position < this.end) cuts.add(position);
    };
    for (const part of this.parts) cut(part.start);
    for (const [start, end] of this.tags) {
      cut(start);
      cut(end);
    }
    for (const excerpt of this.excerpts) {
      cut(excerpt.start);
      cut(excerpt.end);
    }
    if (selection) {
      cut(selection.start);
      cut(selection.end);
    }
    const bounds = [this.start, ...[...cuts].sort((a, b) => a - b), this.end];
    const waiting = [...this.excerpts].sort((a, b) => a.start - b.start || b.end - a.end);
    const runs = [];
    let active = [];
    let nextExcerpt = 0;
    let tag = 0;
    let part = 0;
    for (let i = 0; i + 1 < bounds.length; i++) {
      const start = bounds[i];
      const end = bounds[i + 1];
      active = active.filter((e) => e.end > start);
      const begins = [];
      while (nextExcerpt < waiting.length && waiting[nextExcerpt].start <= start) {
        const excerpt = waiting[nextExcerpt++];
        active.push(excerpt);
        if (excerpt.start === start || (start === this.start && excerpt.start < start)) begins.push(excerpt);
      }
      while (tag < this.tags.length && this.tags[tag][1] <= start) tag++;
      while (part + 1 < this.parts.length && this.parts[part].end <= start) part++;
      runs.push({
        start,
        end,
        part: this.parts[part],
        excerpts: active.slice(),
        begins: begins.filter((e) => e.start === start),
        tag: tag < this.tags.length && this.tags[tag][0] <= start && end <= this.tags[tag][1],
        selected: selection != null && selection.start <= start && end <= selection.end,
      });
    }
    return runs;
  }
}

/** All turns, and the excerpts that lie on them. */
export class Transcript {
  constructor(turns) {
    this.turns = turns.map((row, index) => new Turn(row, index));
    this.excerpts = new Map();
    this.ordered = [];
  }

  /** Index of the turn at a position, or of the last before it. */
  turnIndexAt(position) {
    let low = 0;
    let high = this.turns.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.turns[middle].start <= position) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  turnAt(position) {
    return this.turns[this.turnIndexAt(position)];
  }

  turnsOf({ start, end }) {
    const turns = [];
    for (let i = this.turnIndexAt(start); i < this.turns.length && this.turns[i].start < end; i++) {
      if (this.turns[i].end > start) turns.push(this.turns[i]);
    }
    return turns;
  }

  /** Puts an excerpt in place of what stood under its identifier; without codes it goes. Returns the turns to draw again. */
  put(excerpt) {
    const touched = new Set();
    const before = this.excerpts.get(excerpt.id);
    if (before) {
      for (const turn of this.turnsOf(before)) {
        turn.excerpts = turn.excerpts.filter((e) => e.id !== excerpt.id);
        touched.add(turn);
      }
      this.ordered.splice(this.ordered.indexOf(before), 1);
      this.excerpts.delete(excerpt.id);
    }
    if (excerpt.codes.length > 0) {
      this.excerpts.set(excerpt.id, excerpt);
      this.ordered.splice(this.placeOf(excerpt), 0, excerpt);
      for (const turn of this.turnsOf(excerpt)) {
        turn.excerpts.push(excerpt);
        touched.add(turn);
      }
    }
    for (const turn of this.assignLanes()) touched.add(turn);
    return touched;
  }

  fill(excerpts) {
    this.excerpts = new Map(excerpts.map((e) => [e.id, e]));
    this.ordered = [...excerpts].sort(byPlace);
    for (const turn of this.turns) turn.excerpts = [];
    for (const excerpt of this.ordered) for (const turn of this.turnsOf(excerpt)) turn.excerpts.push(excerpt);
    this.assignLanes();
  }

  placeOf(excerpt) {
    let low = 0;
    let high = this.ordered.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (byPlace(this.ordered[middle], excerpt) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** The lowest free lane for each, in order of the text. Returns the turns in which a lane changed. */
  assignLanes() {
    const ends = [];
    const changed = new Set();
    for (const excerpt of this.ordered) {
      let lane = 0;
      while (lane < ends.length && ends[lane] > excerpt.start) lane++;
      ends[lane] = excerpt.end;
      if (excerpt.lane !== lane) {
        if (excerpt.lane !== undefined) for (const turn of this.turnsOf(excerpt)) changed.add(turn);
        excerpt.lane = lane;
      }
    }
    return changed;
  }

  at(start, end) {
    return this.ordered.find((e) => e.start === start && e.end === end) ?? null;
  }

  words(start, end) {
    return this.turnsOf({ start, end }).map((turn) => turn.words(Math.max(start, turn.start), Math.min(end, turn.end))).join(' ');
  }

  /** A sentence of a turn; a turn without any is one. */
  sentence(turn, index) {
    const { sentences, start: from, end: to } = this.turns[turn];
    const [start, end] = sentences[index] ?? [from, to];
    return { start, end };
  }

  /** Widens a range to whole words, and takes in the mark that closes a sentence. */
  snap(start, end) {
    const first = this.turnAt(start);
    const last = this.turnAt(Math.max(start, end - 1));
    while (start < end && !wordCharacter.test(first.character(start)) && !/[«“"(]/u.test(first.character(start))) start++;
    while (end > start && !wordCharacter.test(last.character(end - 1)) && !closing.test(last.character(end - 1)) && !/[»”")]/u.test(last.character(end - 1))) end--;
    if (start >= end) return null;
    while (start > first.start && wordCharacter.test(first.character(start)) && wordCharacter.test(first.character(start - 1))) start--;
    while (end < last.end && wordCharacter.test(last.character(end - 1)) && wordCharacter.test(last.character(end))) end++;
    while (end < last.end && closing.test(last.character(end)) && last.sentences.some(([, e]) => e > end && e <= end + 3)) end++;
    return { start, end };
  }

  /** Every place of a text, whatever its case and accents. Hidden passages are not searched. */
  find(text) {
    const wanted = fold(text).folded;
    const found = [];
    if (wanted.trim().length === 0) return found;
    for (const turn of this.turns) {
      for (const part of turn.parts) {
        if (part.hidden) continue;
        part.fold ??= fold(part.text);
        let at = part.fold.folded.indexOf(wanted);
        while (at >= 0) {
          const from = part.fold.marks[at];
          const to = part.fold.marks[at + wanted.length];
          found.push({ start: part.toCodePoint(from), end: part.toCodePoint(to) });
          at = part.fold.folded.indexOf(wanted, at + wanted.length);
        }
      }
    }
    return found;
  }
}

function byPlace(a, b) {
  return a.start - b.start || a.end - b.end || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

// Without case and accents, with the way back to the original's indexes.
function fold(text) {
  let folded = '';
  const marks = [];
  for (let i = 0; i < text.length; ) {
    const character = String.fromCodePoint(text.codePointAt(i));
    const plain = character.normalize('NFD').replace(/\p{M}/gu, '').replace('’', "'").toLowerCase();
    for (let j = 0; j < plain.length; j++) marks.push(i);
    folded += plain;
    i += character.length;
  }
  marks.push(text.length);
  return { folded, marks };
}

export function countWords(text) {
  return text.split(/\s+/u).filter((word) => word.length > 0).length;
}
