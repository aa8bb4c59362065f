'use strict';
// Makes the tables of the page from its data. Every text becomes a text node: nothing of it is read as HTML.
const run = JSON.parse(document.getElementById('data').textContent);
// What stands in the code in English, in the language of the page.
const say = (english, ...values) => run.words[english].replace(/\{(\d)\}/g, (all, number) => values[number - 1]);
const marks = { ok: '✓ ' + say('ok'), changed: '~ ' + say('changed'), planned: '~ ' + say('to change'), skipped: '– ' + say('skipped'), failed: '! ' + say('failed'), ignored: '! ' + say('ignored'), warned: '! ' + say('warning') };
const worst = ['failed', 'ignored', 'changed', 'planned', 'warned', 'ok', 'skipped'];
const state = new URLSearchParams(location.hash.slice(1)); // search, only, open, cell: a link leads to what one sees

function make(name, properties, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(properties || {})) {
    if (key === 'class' || key.includes('-') || key === 'scope' || key === 'colspan') element.setAttribute(key, value);
    else element[key] = value;
  }
  element.append(...children);
  return element;
}
const byId = id => document.getElementById(id);
const clock = seconds => seconds < 60 ? say('%s s', seconds.toFixed(1)) : Math.floor(seconds / 60) + ':' + String(Math.floor(seconds % 60)).padStart(2, '0');
const statusOf = steps => worst.find(status => steps.some(step => step.status === status)) || 'ok';
const shown = status => run.dryRun && status === 'changed' ? say('to change') : say(status);
const counted = hosts => hosts === 1 ? say('%s host', hosts) : say('%s hosts', hosts);
const cells = run.cells.map(steps => ({ steps, status: statusOf(steps), text: JSON.stringify(steps).toLowerCase() }));

function remember(name, value) {
  if (value) state.set(name, value); else state.delete(name);
  history.replaceState(null, '', '#' + state);
}

function matches(group) {
  const only = state.get('only');
  const words = (state.get('search') || '').toLowerCase();
  if (only && group.status !== only) return false;
  return !words || group.name.toLowerCase().includes(words) || group.hosts.some(host => host.name.toLowerCase().includes(words))
    || group.problems.some(problem => problem.toLowerCase().includes(words))
    || group.hosts[0].cells.some((cell, task) => cell >= 0 && (cells[cell].text.includes(words) || run.tasks[task].name.toLowerCase().includes(words)));
}

// The row of a group, or of one of its hosts.
function row(group, number, index) {
  const isOne = index !== undefined;
  const host = group.hosts[index || 0];
  const name = isOne ? host.name : group.name;
  const label = make('th', { scope: 'row', title: name });
  if (!isOne && group.hosts.length > 1) {
    const isOpen = state.get('open') === String(number);
    const fold = make('button', { class: 'fold', type: 'button', 'aria-expanded': String(isOpen) }, name + ' (' + group.hosts.length + ')');
    fold.onclick = () => { remember('open', isOpen ? '' : String(number)); matrix(); };
    label.append(fold);
  } else {
    label.append(name);
  }
  const status = make('td', { class: group.status });
  const why = make('button', { type: 'button' }, shown(group.status));
  why.onclick = () => { remember('cell', [number, '', 'host']); detail(); };
  status.append(group.problems.length ? why : shown(group.status));
  const line = make('tr', { class: isOne ? 'one' : '' }, label, status);
  host.cells.forEach((cell, task) => {
    const place = make('td');
    if (cell < 0) {
      place.append(make('span', { class: 'none' }, '·'));
    } else {
      const open = make('button', { class: cells[cell].status, type: 'button' }, marks[cells[cell].status]);
      open.onclick = () => { remember('cell', [number, isOne ? index : '', task]); detail(); byId('detail').scrollIntoView({ block: 'nearest' }); };
      place.append(open);
    }
    line.append(place);
  });
  return line;
}

function matrix() {
  const head = make('tr', {}, make('th', { scope: 'col' }, say('host')), make('th', { scope: 'col' }, say('ended')));
  run.tasks.forEach(task => head.append(make('th', { scope: 'col', title: task.name }, task.name)));
  const body = make('tbody');
  let hosts = 0;
  run.groups.forEach((group, number) => {
    if (!matches(group)) return;
    hosts += group.hosts.length;
    body.append(row(group, number));
    if (group.hosts.length > 1 && state.get('open') === String(number)) {
      group.hosts.forEach((host, index) => body.append(row(group, number, index)));
    }
  });
  byId('matrix').replaceChildren(make('thead', {}, head), body);
  byId('count').textContent = counted(hosts);
}

function filters() {
  const all = new Map();
  run.groups.forEach(group => all.set(group.status, (all.get(group.status) || 0) + group.hosts.length));
  byId('filters').replaceChildren(...[...all].map(([status, hosts]) => {
    const button = make('button', { type: 'button', 'aria-pressed': String(state.get('only') === status) }, hosts + ' ' + shown(status));
    button.onclick = () => { remember('only', state.get('only') === status ? '' : status); filters(); matrix(); };
    return button;
  }));
}

function diff(text) {
  const pre = make('pre', { class: 'diff', tabIndex: 0 });
  text.split('\n').forEach(line => {
    const kind = /^(---|\+\+\+|@@)/.test(line) ? 'place' : line.startsWith('+') ? 'add' : line.startsWith('-') ? 'remove' : '';
    pre.append(make('span', { class: kind }, line || ' '));
  });
  return pre;
}

function detail() {
  const [number, index, task] = (state.get('cell') || '').split(',');
  const group = run.groups[number];
  const panel = byId('detail');
  panel.hidden = !group;
  if (!group) return;
  const close = make('button', { type: 'button' }, say('close'));
  close.onclick = () => { remember('cell', ''); detail(); };
  const title = task === 'host' ? shown(group.status) : run.tasks[task].name;
  panel.replaceChildren(make('header', {}, make('h2', {}, (index ? group.hosts[index].name : group.name) + ': ' + title), close));
  if (task === 'host') {
    group.problems.forEach(problem => panel.append(make('pre', { tabIndex: 0 }, problem)));
    return;
  }
  const host = group.hosts[index || 0];
  const cell = cells[host.cells[task]];
  (cell ? cell.steps : []).forEach(step => {
    panel.append(make('h3', {}, step.what + ' ', make('span', { class: step.status }, marks[step.status])));
    if (step.status === 'failed' || step.status === 'ignored') panel.append(make('pre', { tabIndex: 0 }, step.lines.join('\n')));
    else if (step.lines.length) panel.append(make('ul', {}, ...step.lines.map(line => make('li', {}, line))));
    if (step.diff) panel.append(diff(step.diff));
    if (step.output) {
      if (group.hosts.length > 1) panel.append(make('p', { class: 'legend' }, say('What %s printed:', host.name)));
      panel.append(make('pre', { class: 'output', tabIndex: 0 }, step.output));
    }
  });
}

function timeline() {
  const whole = Math.max(run.seconds, ...run.tasks.map(task => task.to), 0.001);
  const body = make('tbody');
  run.tasks.forEach(task => {
    const piece = make('i');
    piece.style.left = (100 * task.from / whole) + '%';
    piece.style.width = (100 * (task.to - task.from) / whole) + '%';
    body.append(make('tr', {}, make('th', { scope: 'row', title: task.name }, task.name),
      make('td', { class: 'number' }, clock(task.longest)), make('td', {}, task.host),
      make('td', { class: 'wide' }, make('div', { class: 'bar', title: say('%s to %s', clock(task.from), clock(task.to)) }, piece))));
  });
  byId('time').replaceChildren(make('thead', {}, make('tr', {}, ...[say('task'), say('longest'), say('on'), say('from its first host to its last')].map(text => make('th', { scope: 'col' }, text)))), body);
}

const hosts = run.groups.reduce((sum, group) => sum + group.hosts.length, 0);
const begun = run.at.replace('T', ' ').replace(/\..*|Z$/, '');
byId('about').textContent = (run.dryRun ? say('A dry run, nothing was changed.') + ' ' : '')
  + say('%s, %s tasks, %s, begun %s UTC. Run %s.', counted(hosts), run.tasks.length, clock(run.seconds), begun, run.run);
byId('legend').textContent = say('A folded name stands for hosts with the same results; open it to see each. · was not reached or not needed.');
byId('search').value = state.get('search') || '';
byId('search').oninput = event => { remember('search', event.target.value); matrix(); };
byId('inputs').append(...Object.entries(run.inputs).flatMap(([name, text]) => [make('dt', {}, name), make('dd', {}, text)]));
byId('problems').hidden = !run.problems.length;
byId('problems').append(...run.problems.map(problem => make('pre', { tabIndex: 0 }, problem)));
filters();
matrix();
detail();
timeline();
