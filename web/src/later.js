// Work that is deferred until after the first picture.

const IDLE_AT_MOST = 300, IDLE_AFTER = 50, ALL_AT_MOST = 1000;

/** @param {() => void} next */
function whenIdle(next) {
  if (window.requestIdleCallback) window.requestIdleCallback(next, { timeout: IDLE_AT_MOST });
  else setTimeout(next, IDLE_AFTER);
}

/**
 * Do pieces one by one whenever the browser has time, within a second at the latest. Code that cannot
 * wait (a selection, a filter) finishes them all at once.
 * @param {(() => void)[]} pieces @param {() => void} then
 */
export function later(pieces, then) {
  const left = [...pieces];
  function run() {
    const piece = left.shift();
    if (!piece) return;
    piece();
    if (!left.length) then();
  }
  function step() {
    run();
    if (left.length) whenIdle(step);
  }
  function finish() {
    while (left.length) run();
  }
  // Two frames on, the first picture is on the screen. A page in the background has no frames.
  const begin = () => requestAnimationFrame(() => requestAnimationFrame(() => whenIdle(step)));
  if (document.readyState === "complete") begin();
  else window.addEventListener("load", begin, { once: true });
  setTimeout(finish, ALL_AT_MOST);
  return { finish, isDone: () => !left.length };
}
