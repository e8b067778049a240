/**
 * What a page does with its charts where scripts run: who points at one, or walks through it with the arrow keys, reads the row
 * of the table behind it. It is a constant: places stand in the page beside the picture (`data-at`), words in the table.
 *
 * To a screen reader it is a slider over the rows, each of which it says in words.
 */
export const TIPS_SCRIPT = `
(() => {
  const make = (name, kind, ...children) => {
    const element = document.createElement(name);
    if (kind) element.className = kind;
    element.append(...children);
    return element;
  };
  for (const figure of document.querySelectorAll('figure[data-along]')) {
    const table = figure.nextElementSibling.querySelector('table');
    if (table) for (const picture of figure.querySelectorAll('[data-at]')) offer(figure, picture, table);
  }

  function offer(figure, picture, table) {
    const { along, rows, keys } = figure.dataset;
    const isAcross = along === 'x';
    const places = picture.dataset.at.split(' ').map(Number);
    const row = rows ? rows.split(' ') : Object.keys(places);
    // Arrow keys walk along the axis, whatever the order of the table.
    const order = [...places.keys()].sort((a, b) => places[a] - places[b]);
    const box = picture.querySelector('svg').viewBox.baseVal;
    const whole = isAcross ? box.width : box.height;
    const gaps = order.slice(1).map((at, i) => places[at] - places[order[i]]).filter((gap) => gap > 0);
    const step = Math.min(whole / 8, gaps.length ? Math.max(3, Math.min(...gaps)) : whole);

    const [mark, tip] = [make('div', 'mark'), make('div', 'tip')];
    const pointer = make('div', 'pointer', mark, tip);
    const set = (name, value) => pointer.setAttribute(name, value);
    pointer.tabIndex = 0;
    set('role', 'slider');
    set('aria-orientation', isAcross ? 'horizontal' : 'vertical');
    set('aria-label', figure.querySelector('strong').textContent + ': ' + keys);
    set('aria-valuemin', 1);
    set('aria-valuemax', order.length);
    let shown = 0;
    const hide = () => (mark.hidden = tip.hidden = true);
    const said = (at) => {
      const heads = [...table.tHead.rows[0].cells].map((cell) => cell.textContent);
      const [head, ...rest] = table.tBodies[0].rows[row[order[at]]].cells;
      // A name and what is said of it stand apart in the table.
      const name = [...head.childNodes].map((part) => part.textContent.trim()).filter((text) => text !== '').join(' · ');
      const cells = [name, ...rest.map((cell) => cell.textContent.trim())];
      // A bare number or day needs to be told what it is.
      const isBare = /^[\\d+\u2212]/.test(cells[0]);
      return [(isBare ? heads[0] + ' ' : '') + cells[0], ...cells.slice(1).map((text, i) => [heads[i + 1], text])];
    };
    const tell = (at) => {
      shown = Math.min(order.length - 1, Math.max(0, at));
      const [first, ...others] = said(shown).filter((part) => part[1] !== '');
      set('aria-valuenow', shown + 1);
      set('aria-valuetext', [first, ...others.map((pair) => pair.join(' '))].join(', '));
      tip.replaceChildren(
        make('b', '', first),
        ...others.map(([head, text]) => make('div', 'row', make('span', '', head), make('span', '', text))),
        make('small', '', table.caption.textContent.split(';')[0]),
      );
    };
    const show = (at) => {
      tell(at);
      mark.hidden = tip.hidden = false;
      const place = places[order[shown]];
      const [near, far] = [place - step / 2, place + step / 2].map((end) => 100 * Math.min(1, Math.max(0, end / whole)));
      mark.style[isAcross ? 'left' : 'top'] = near + '%';
      mark.style[isAcross ? 'right' : 'bottom'] = 100 - far + '%';
      // Under the row; or beside the place, and where neither side has room under the picture.
      const [width, own] = [pointer.clientWidth, tip.offsetWidth];
      const isLeft = near > 100 - far;
      const isBeside = isAcross && own <= (width * Math.max(near, 100 - far)) / 100;
      const left = isLeft ? (width * near) / 100 - own : (width * far) / 100;
      tip.style.left = (isBeside ? left : isAcross ? 0 : Math.min(width * 0.12, width - own)) + 'px';
      tip.style.top = isBeside ? '0' : isAcross ? '100%' : far + '%';
    };
    pointer.addEventListener('keydown', (event) => {
      const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
      const end = { Home: 0, End: order.length - 1 }[event.key];
      if (event.key === 'Escape') hide();
      else if (step !== undefined) show(tip.hidden ? shown : shown + step);
      else if (end !== undefined) show(end);
      else return;
      event.preventDefault();
    });
    const point = ({ clientX, clientY }) => {
      const { left, top, width, height } = pointer.getBoundingClientRect();
      const here = whole * (isAcross ? (clientX - left) / width : (clientY - top) / height);
      const far = (at) => Math.abs(places[order[at]] - here);
      const near = order.reduce((best, _, at) => (far(at) < far(best) ? at : best), 0);
      if (near !== shown || tip.hidden) show(near);
    };
    pointer.addEventListener('pointermove', point);
    pointer.addEventListener('pointerdown', point);
    pointer.addEventListener('pointerleave', ({ pointerType }) => pointerType === 'mouse' && hide());
    pointer.addEventListener('blur', hide);
    tell(0);
    hide();
    picture.classList.add('pointed');
    picture.append(pointer);
  }
})();
`;
