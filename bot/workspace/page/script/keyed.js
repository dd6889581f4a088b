// Keeps a list on the page in step with data: only what changed is drawn again, and the focus is not lost.
import { focusOn } from "./dom.js";

// `items` are {key, signature, make(before)}; make returns the node, `before` is what the last make left in `memory`.
export class KeyedList {
  constructor(parent) {
    this.parent = parent;
    this.known = new Map();
  }

  update(items) {
    const wanted = new Set(items.map((item) => item.key));
    for (const [key, { node }] of this.known) {
      if (wanted.has(key)) continue;
      node.remove();
      this.known.delete(key);
    }
    let place = this.parent.firstChild;
    for (const item of items) {
      const before = this.known.get(item.key)?.node;
      const node = this.nodeFor(item);
      // A node that was drawn anew has taken the old one's place already.
      if (before && before === place) place = node.nextSibling;
      else this.parent.insertBefore(node, place);
    }
  }

  nodeFor(item) {
    const old = this.known.get(item.key);
    if (old && old.signature === item.signature) return old.node;
    const memory = {};
    const node = item.make(old?.memory, memory);
    this.known.set(item.key, { node, signature: item.signature, memory });
    if (old) swap(old.node, node);
    return node;
  }
}

// Puts `fresh` where `old` was; when the focus was inside, it goes to the same control, or to the whole item.
export function swap(old, fresh) {
  const active = document.activeElement;
  const held = old.contains(active);
  const action = held ? active.dataset.action : null;
  old.replaceWith(fresh);
  if (held) focusOn(sameControl(fresh, action) || fresh.querySelector("article") || fresh);
}

export function sameControl(root, action) {
  if (!action) return null;
  return [...root.querySelectorAll("[data-action]")].find((node) => node.dataset.action === action) || null;
}
