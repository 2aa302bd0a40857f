// The element that a selector means: CSS, label=... for a field, text=... for what can be clicked.
(selector => {
  const visible = e => e.getClientRects().length > 0 && getComputedStyle(e).visibility !== 'hidden';
  const plain = s => (s || '').replace(/\s+/g, ' ').trim().toLowerCase();
  const best = (elements, names, wanted) => {
    const seen = [...elements].filter(visible);
    return seen.find(e => names(e).some(n => plain(n) === wanted))
        || seen.find(e => names(e).some(n => plain(n).includes(wanted)))
        || null;
  };
  if (selector.startsWith('label=')) {
    const names = e => [...(e.labels || [])].map(l => l.innerText)
        .concat([e.getAttribute('aria-label'), e.getAttribute('placeholder')])
        .concat((e.getAttribute('aria-labelledby') || '').split(' ').map(id => document.getElementById(id)?.innerText));
    return best(document.querySelectorAll('input, textarea, select, [contenteditable=true]'), names,
        plain(selector.slice(6)));
  }
  if (selector.startsWith('text=')) {
    const names = e => [e.innerText, e.getAttribute('aria-label'), e.getAttribute('value')];
    return best(document.querySelectorAll(
        'button, a, summary, label, input[type=submit], [role=button], [role=tab], [role=checkbox], [role=menuitem]'),
        names, plain(selector.slice(5)));
  }
  return [...document.querySelectorAll(selector)].find(visible) || null;
})
