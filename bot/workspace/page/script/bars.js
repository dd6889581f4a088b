// Hangs in the bars that whoever runs the workspace brought along, such as a clock.
import { byId, el } from "./dom.js";

// Each bar is a module under /bar/NAME.js that exports mount(element, page).
export async function hangBars(names, page) {
  const holder = byId("bars");
  for (const name of names) {
    const section = el("section", { class: "bar", "data-bar": name });
    holder.append(section);
    holder.hidden = false;
    try {
      const bar = await import(`/bar/${encodeURIComponent(name)}.js`);
      await bar.mount(section, page);
    } catch (error) {
      console.error(`The bar ${name} could not be shown`, error);
      section.remove();
    }
  }
}
