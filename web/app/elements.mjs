/** An element with text, or with children. Attributes that are undefined or false are left out; nothing is ever read as markup. */
export function element(tag, content = '', attributes = {}) {
  const made = document.createElement(tag);
  if (Array.isArray(content)) made.append(...content.filter((child) => child !== null && child !== undefined));
  else made.textContent = content;
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith('on')) made.addEventListener(name.slice(2), value);
    else if (value !== undefined && value !== false) made.setAttribute(name, value === true ? '' : value);
  }
  return made;
}

/** Makes `old` look like `fresh` with as few changes as that takes, so that whoever is reading it keeps the place. */
export function patch(old, fresh) {
  if (old.nodeType !== fresh.nodeType || old.nodeName !== fresh.nodeName) return old.replaceWith(fresh);
  if (old.nodeType === Node.TEXT_NODE) {
    if (old.data !== fresh.data) old.data = fresh.data;
    return;
  }
  for (const { name } of [...old.attributes]) if (!fresh.hasAttribute(name)) old.removeAttribute(name);
  for (const { name, value } of fresh.attributes) if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  const children = [...fresh.childNodes];
  while (old.childNodes.length > children.length) old.lastChild.remove();
  children.forEach((child, i) => (old.childNodes[i] ? patch(old.childNodes[i], child) : old.append(child)));
}
