// One message, form or home tab that people can act on: it knows its controls and sends what they do.
import { confirmed } from "./confirm.js";

export class Surface {
  // `send(action, values)` hands an action over and resolves to {ok, error}. `kept` holds values from before.
  // `suggest(block, action, query)` asks the app what a menu offers: {ok, options} or {ok, option_groups}.
  constructor({ kind, names, people, channels, send, suggest, kept = {}, errors = {} }) {
    Object.assign(this, { kind, names, people, channels, send, suggest, kept, errors });
    this.controls = [];
  }

  // Remembers a control that has a value, so that it travels with whatever is pressed next.
  register(blockId, actionId, type, read) {
    this.controls.push({ blockId, actionId, type, read });
  }

  keptFor(blockId, actionId, type) {
    const value = this.kept[blockId]?.[actionId];
    return value && value.type === type ? value : undefined;
  }

  values() {
    const values = {};
    for (const { blockId, actionId, type, read } of this.controls) {
      (values[blockId] ??= {})[actionId] = { type, ...read() };
    }
    return values;
  }

  // True when it was sent; false when the person thought better of it.
  async act(element, blockId, payload, node) {
    if (node?.getAttribute("aria-busy") === "true") return false;
    if (element.confirm && !(await confirmed(element.confirm, this.names))) return false;
    node?.setAttribute("aria-busy", "true");
    try {
      await this.send({ type: element.type, block_id: blockId, action_id: element.action_id, ...payload }, this.values());
    } finally {
      node?.removeAttribute("aria-busy");
    }
    return true;
  }
}
