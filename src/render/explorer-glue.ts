/**
 * What a page does with its process charts where scripts run: it offers to look closer, and draws them with Vega on a canvas
 * when asked. It is a constant: what it works on stands in the page as JSON (`#explorer`).
 *
 * Words come from the table behind the chart, so that a tip says what the table says.
 */
export const EXPLORER_GLUE = `
(() => {
  const { drawing, words, charts } = JSON.parse(document.getElementById('explorer').textContent);
  const DAY = 86400000;
  const make = (name, attributes = {}, ...children) => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...children);
    return element;
  };

  // A canvas knows no variables: the page's colours of this moment are put in.
  const coloured = () => {
    const style = getComputedStyle(document.documentElement);
    return JSON.parse(JSON.stringify(drawing), (_, value) => {
      const name = typeof value === 'string' && /^var\\((--[a-z-]+)\\)$/.exec(value);
      return name ? style.getPropertyValue(name[1]).trim() : value;
    });
  };

  for (const figure of document.querySelectorAll('figure[data-explore]')) {
    const button = make('button', { type: 'button', class: 'explore' }, words.explore);
    figure.append(button);
    let shown = null;
    button.addEventListener('click', () => {
      shown = shown ? close(figure, shown) : open(figure, charts[figure.dataset.explore]);
      button.textContent = shown ? words.back : words.explore;
      button.setAttribute('aria-expanded', String(Boolean(shown)));
    });
  }

  function close(figure, { view, panel }) {
    view.finalize();
    panel.remove();
    figure.classList.remove('exploring');
    return null;
  }

  function open(figure, { start, span, decimals, goLive, points, lines }) {
    const time = (day) => Date.parse(start) + day * DAY;
    const { spec, styles } = coloured();
    const rows = points.map(([day, value, kind, run, row]) => ({ day: time(day), value, run, row, ...styles.points[kind] }));
    const table = figure.nextElementSibling.querySelector('table');
    const format = new Intl.NumberFormat(document.documentElement.lang, { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
    const say = (value) => format.format(value).replace('-', '\u2212');
    const heads = [...table.tHead.rows[0].cells].map((cell) => cell.textContent);
    const picture = make('div', { class: 'canvas', tabindex: '0', role: 'application', 'aria-label': words.keys });
    const tip = make('p', { class: 'tip', role: 'status' }, words.keys);
    const controls = make('div', { class: 'controls' });
    const panel = make('div', { class: 'explorer' }, controls, picture, tip);
    figure.append(panel);
    figure.classList.add('exploring');

    const view = new vega.View(vega.parse(spec, undefined, { ast: true }), {
      renderer: 'canvas', container: picture, expr: expressionInterpreter, tooltip: () => {},
    });
    const [first, last, low, high] = span;
    let [from, to, at] = [time(first), time(last), -1];
    view.data('points', rows)
      .data('lines', lines.map(([a, b, value, kind]) => ({ from: time(a), to: time(b), value, ...styles.lines[kind] })))
      .data('goLive', goLive === null ? [] : [{ day: time(goLive) }]);
    const draw = () => view
      .width(Math.max(280, picture.clientWidth)).height(320)
      .signal('low', low).signal('high', high).signal('from', from).signal('to', to)
      .signal('at', at < 0 ? -1 : rows[at].row)
      .runAsync();

    const tell = (index) => {
      at = index;
      const { row, day } = rows[at];
      const cells = [...table.tBodies[0].rows[row].cells].map((cell) => cell.textContent.trim());
      const here = lines.filter(([a, b]) => time(a) <= day && day < time(b));
      const at_ = (...kinds) => here.filter(([, , , kind]) => kinds.includes(styles.lines[kind].kind)).map((line) => line[2]);
      const [center, limits] = [at_('center', 'frozen center'), at_('limit', 'frozen limit')];
      const named = [
        ...center.slice(0, 1).map((value) => words.mean + ' ' + say(value)),
        ...(limits.length > 1 ? [words.limits + ' ' + limits.sort((a, b) => a - b).map(say).join('\u2009\u2013\u2009')] : []),
        ...here.filter(([, , , kind, label]) => label && /target|counterfactual/.test(styles.lines[kind].kind)).map((line) => line[4]),
      ];
      const said = cells.flatMap((text, i) => (text === '' ? [] : i === 0 ? text : heads[i] + ' ' + text));
      tip.textContent = [...said, ...named].join(' · ');
      if (day < from || day >= to) move(day - (to - from) / 2, day + (to - from) / 2);
      draw();
    };
    // Never less than four weeks, never past the ends.
    const move = (a, b) => {
      const [start_, end_] = [time(first), time(last)];
      const width = Math.min(end_ - start_, Math.max(28 * DAY, b - a));
      from = Math.min(end_ - width, Math.max(start_, (a + b - width) / 2));
      to = from + width;
      draw();
    };
    const zoom = (factor) => {
      const middle = at < 0 ? (from + to) / 2 : rows[at].day;
      move(middle - ((to - from) * factor) / 2, middle + ((to - from) * factor) / 2);
    };
    const act = {
      closer: () => zoom(0.5),
      wider: () => zoom(2),
      whole: () => move(time(first), time(last)),
      since: () => move(time(goLive), time(last)),
    };
    for (const [name, run] of Object.entries(act)) {
      if (name === 'since' && goLive === null) continue;
      const control = make('button', { type: 'button' }, words[name]);
      control.addEventListener('click', run);
      controls.append(control);
    }
    picture.addEventListener('keydown', (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      const run = { '+': act.closer, '-': act.wider, 0: act.whole }[event.key];
      const ends = { Home: 0, End: rows.length - 1 }[event.key];
      if (step !== undefined) tell(Math.min(rows.length - 1, Math.max(0, at < 0 ? (step > 0 ? 0 : rows.length - 1) : at + step)));
      else if (ends !== undefined) tell(ends);
      else if (run) run();
      else return;
      event.preventDefault();
    });
    picture.addEventListener('pointermove', (event) => {
      const scale = view.scale('x');
      const left = picture.querySelector('canvas').getBoundingClientRect().left + view.origin()[0];
      const day = Number(scale.invert(event.clientX - left));
      const near = rows.reduce((best, row, i) => (Math.abs(row.day - day) < Math.abs(rows[best].day - day) ? i : best), 0);
      if (near !== at && rows[near].day >= from && rows[near].day < to) tell(near);
    });
    draw();
    picture.focus({ preventScroll: true });
    const dark = matchMedia('(prefers-color-scheme: dark)');
    dark.onchange = () => panel.isConnected && figure.querySelector('.explore').click();
    return { view, panel };
  }
})();
`;
