// Hears over a WebSocket that something changed; comes back by itself when the line is cut.

const FIRST_WAIT = 400;
const LONGEST_WAIT = 8000;

export function listen({ changed, connected }) {
  let wait = FIRST_WAIT;
  function open() {
    const scheme = location.protocol === "https:" ? "wss" : "ws";
    const socket = new WebSocket(`${scheme}://${location.host}/page/socket`);
    socket.addEventListener("open", () => {
      wait = FIRST_WAIT;
      connected(true);
      changed();
    });
    socket.addEventListener("message", () => changed());
    socket.addEventListener("close", () => {
      connected(false);
      setTimeout(open, wait);
      wait = Math.min(wait * 2, LONGEST_WAIT);
    });
  }
  open();
}

// Runs `work` soon after it is asked for, never twice at once, and once more when asked meanwhile.
export function gathered(work, delay = 60) {
  let running = false;
  let wanted = false;
  let timer = 0;
  async function run() {
    timer = 0;
    if (running) {
      wanted = true;
      return;
    }
    running = true;
    try {
      await work();
    } finally {
      running = false;
      if (wanted) {
        wanted = false;
        ask();
      }
    }
  }
  function ask() {
    if (!timer) timer = setTimeout(run, delay);
  }
  return ask;
}
