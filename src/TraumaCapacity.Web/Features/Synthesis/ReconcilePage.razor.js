// The keys of the reconcile page. What is typed into fields stays there, but for Ctrl+Enter.
const keys = { j: 'next', k: 'previous', ArrowDown: 'next', ArrowUp: 'previous', 1: 'first', 2: 'second', 3: 'other', 4: 'not-this-cell' };

export function listen(page) {
  const pressed = event => {
    if ((event.ctrlKey || event.metaKey) && event.key === 'Enter') {
      event.preventDefault();
      page.invokeMethodAsync('Pressed', 'settle');
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest('input, textarea, select, dialog')) return;
    const name = keys[event.key];
    if (!name) return;
    event.preventDefault();
    page.invokeMethodAsync('Pressed', name);
  };
  document.addEventListener('keydown', pressed);
  return { stop: () => document.removeEventListener('keydown', pressed) };
}

export function show(id) {
  document.getElementById(id)?.scrollIntoView({ block: 'nearest' });
}
