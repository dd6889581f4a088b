"""Looks at a page as somebody does who cannot see it well: names of controls, contrast of words, width."""

from typing import Any

from playwright.async_api import Page

CONTROLS = ("button", "link", "textbox", "searchbox", "combobox", "listbox", "checkbox", "radio", "spinbutton", "Date")
PARTS = ("option", "tab", "menuitem", "image")

_CONTRAST = """
() => {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 1;
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  const rgba = (color) => {
    pen.clearRect(0, 0, 1, 1);
    pen.fillStyle = color;
    pen.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = pen.getImageData(0, 0, 1, 1).data;
    return [r, g, b, a / 255];
  };
  const over = (top, under) => top.slice(0, 3).map((part, i) => part * top[3] + under[i] * (1 - top[3]));
  const light = (rgb) => {
    const [r, g, b] = rgb.map((part) => {
      const c = part / 255;
      return c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = (node) => {
    const layers = [];
    for (let at = node; at; at = at.parentElement) {
      const color = rgba(getComputedStyle(at).backgroundColor);
      if (color[3] > 0) layers.push(color);
      if (color[3] === 1) break;
    }
    return layers.reverse().reduce((under, top) => over(top, under), [255, 255, 255]);
  };
  const shown = (node) => node.checkVisibility({ checkVisibilityCSS: true, checkOpacity: true })
    && !node.closest(".unseen, .skip, [inert]")
    && (!document.querySelector("dialog[open]") || node.closest("dialog[open]"));
  const found = [];
  const look = (node, words, color) => {
    const behind = ground(node);
    const style = getComputedStyle(node);
    const [one, other] = [light(over(rgba(color), behind)), light(behind)].sort((a, b) => b - a);
    const ratio = (one + 0.05) / (other + 0.05);
    const size = parseFloat(style.fontSize);
    const big = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    if (ratio >= (big ? 3 : 4.5)) return;
    found.push(`${ratio.toFixed(2)} ${node.className || node.tagName}: ${words.slice(0, 40)}`);
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode.parentElement;
    const words = walker.currentNode.textContent.trim();
    if (words && node && shown(node) && node.tagName !== "NOSCRIPT") look(node, words, getComputedStyle(node).color);
  }
  for (const field of document.querySelectorAll("input, textarea, select")) {
    if (!shown(field)) continue;
    look(field, field.value || field.name || "field", getComputedStyle(field).color);
    if (field.placeholder) look(field, field.placeholder, getComputedStyle(field, "::placeholder").color);
  }
  return [...new Set(found)];
}
"""

_WIDE = """
() => {
  const found = [];
  if (document.documentElement.scrollWidth > innerWidth) found.push(`page ${document.documentElement.scrollWidth}`);
  for (const node of document.querySelectorAll("#main *, #thread *, dialog[open] *, .bar *")) {
    if (!node.checkVisibility() || node.closest(".unseen")) continue;
    const box = node.getBoundingClientRect();
    if (box.width && box.right > innerWidth + 1) found.push(`${node.tagName}.${node.className} ends at ${box.right}`);
  }
  return found;
}
"""


async def nameless_controls(page: Page) -> list[str]:
    """Controls and pictures that a screen reader could not name, by role; none should be."""
    session = await page.context.new_cdp_session(page)
    tree: dict[str, Any] = await session.send("Accessibility.getFullAXTree")
    nameless = []
    for node in tree["nodes"]:
        role = node.get("role", {}).get("value", "")
        if (
            not node.get("ignored")
            and role in CONTROLS + PARTS
            and not str(node.get("name", {}).get("value", "")).strip()
        ):
            nameless.append(f"{role} {node.get('properties', '')}")
    await session.detach()
    return nameless


async def faint_words(page: Page) -> list[str]:
    """Visible words whose contrast is under 4.5 (3 for large ones), with the ratio."""
    found: list[str] = await page.evaluate(_CONTRAST)
    return found


async def too_wide(page: Page) -> list[str]:
    """What stands out of the window at the right."""
    found: list[str] = await page.evaluate(_WIDE)
    return found
