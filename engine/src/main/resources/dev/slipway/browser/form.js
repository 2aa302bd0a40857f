// A form with which a person adds something: one text field and the button that sends it.
(() => {
  const visible = e => e.getClientRects().length > 0 && getComputedStyle(e).visibility !== 'hidden';
  const plain = s => (s || '').replace(/\s+/g, ' ').trim();
  const name = e => plain(e.getAttribute('aria-label')) || plain(e.labels?.[0]?.innerText) || plain(e.getAttribute('placeholder'));
  const sends = /^(add|create|new|save|submit|send|post)\b|^\+$/i;
  for (const form of [...document.querySelectorAll('form'), document.body]) {
    const fields = [...form.querySelectorAll('input:not([type]), input[type=text], textarea')].filter(visible);
    const others = [...form.querySelectorAll('input[type=password], input[type=email], input[type=search]')].filter(visible);
    const buttons = [...form.querySelectorAll('button, input[type=submit]')].filter(visible);
    const button = buttons.find(b => sends.test(plain(b.innerText) || plain(b.value))) || (form.tagName === 'FORM' && buttons.length === 1 ? buttons[0] : null);
    const label = button && (plain(button.innerText) || plain(button.value) || plain(button.getAttribute('aria-label')));
    if (fields.length === 1 && others.length === 0 && label && name(fields[0])) {
      return {field: name(fields[0]), button: label, title: document.title};
    }
  }
  return {title: document.title};
})()
