// Arrow keys move between the cells of the matrix, as in a spreadsheet; one cell is in the tab order.
const steps = { ArrowRight: [0, 1], ArrowLeft: [0, -1], ArrowDown: [1, 0], ArrowUp: [-1, 0] };

export function arrows(table) {
  const rows = () => [...table.tBodies[0].rows].map(row => [...row.querySelectorAll('button.oc')]);
  const focus = cell => {
    if (!cell) return;
    table.querySelectorAll('button.oc[tabindex="0"]').forEach(other => { other.tabIndex = -1; });
    cell.tabIndex = 0;
    cell.focus();
  };
  table.addEventListener('keydown', event => {
    const cell = event.target.closest('button.oc');
    if (!cell || event.ctrlKey || event.altKey || event.metaKey) return;
    const grid = rows();
    const row = grid.findIndex(cells => cells.includes(cell));
    const column = grid[row].indexOf(cell);
    if (event.key === 'Home' || event.key === 'End') {
      event.preventDefault();
      focus(grid[row].at(event.key === 'Home' ? 0 : -1));
    } else if (steps[event.key]) {
      event.preventDefault();
      const [down, right] = steps[event.key];
      focus(grid[row + down]?.[column + right]);
    }
  });
  table.addEventListener('focusin', event => {
    const cell = event.target.closest('button.oc');
    if (!cell) return;
    table.querySelectorAll('button.oc[tabindex="0"]').forEach(other => { other.tabIndex = -1; });
    cell.tabIndex = 0;
  });
}

export function copyAddress() {
  return navigator.clipboard.writeText(location.href);
}

export function focusCell(id) {
  document.getElementById(id)?.focus();
}
