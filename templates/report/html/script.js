for (const table of document.querySelectorAll('table.sortable')) {
  const body = table.tBodies[0];
  const value = (row, column) => row.cells[column].dataset.sort || row.cells[column].textContent.trim();
  [...table.tHead.rows[0].cells].forEach((head, column) => {
    const button = document.createElement('button');
    button.append(...head.childNodes);
    head.append(button);
    button.onclick = () => {
      const down = head.ariaSort === 'ascending';
      for (const other of table.tHead.rows[0].cells) other.ariaSort = null;
      head.ariaSort = down ? 'descending' : 'ascending';
      const order = new Intl.Collator('en', { numeric: true }).compare;
      const rows = [...body.rows].sort((a, b) => order(value(a, column), value(b, column)));
      body.append(...(down ? rows.reverse() : rows));
    };
  });
  if (body.rows.length < 8) continue;
  const label = document.createElement('label');
  const input = document.createElement('input');
  input.type = 'search';
  input.oninput = () => {
    const words = input.value.toLowerCase();
    for (const row of body.rows) row.hidden = !row.textContent.toLowerCase().includes(words);
  };
  label.append('Filter these rows ', input);
  label.className = 'filter';
  table.parentElement.before(label);
}
