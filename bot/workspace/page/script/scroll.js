// Keeps the newest messages in sight while somebody reads at the end, and stays put when they read further up.

const NEAR_END = 80; // pixels
const GAP = 12;

export class Follow {
  // `seen(atEnd)` hears of every scroll; `content` may grow at any time, as when a picture arrives.
  constructor(scroller, content, seen = () => {}) {
    this.scroller = scroller;
    this.stick = true;
    this.last = 0;
    scroller.addEventListener("scroll", () => this.look(seen));
    new ResizeObserver(() => this.stick && this.toEnd()).observe(content);
    new ResizeObserver(() => this.stick && this.toEnd()).observe(scroller);
  }

  // Only scrolling up lets go of the end: content that grows looks like scrolling, too.
  look(seen) {
    const { scrollTop, scrollHeight, clientHeight } = this.scroller;
    if (scrollHeight - scrollTop - clientHeight < NEAR_END) this.stick = true;
    else if (scrollTop < this.last - 1) this.stick = false;
    this.last = scrollTop;
    seen(this.stick);
  }

  // The end, but no further than to where `from` begins: what is longer than the window is read from its top.
  toEnd(from = this.from) {
    this.from = from;
    const { scrollHeight, clientHeight } = this.scroller;
    const top = from?.isConnected ? from.offsetTop - GAP : Infinity;
    if (top < scrollHeight - clientHeight) return this.to(Math.max(0, top));
    this.scroller.scrollTop = scrollHeight;
    this.stick = true;
    return undefined;
  }

  to(top) {
    this.scroller.scrollTop = top;
    const { scrollTop, scrollHeight, clientHeight } = this.scroller;
    this.last = scrollTop;
    this.stick = scrollHeight - scrollTop - clientHeight < NEAR_END;
  }
}
