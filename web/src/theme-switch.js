// Which theme the page shows: a group of radio buttons above the map, where there are several.
import { byId, el, replaceIn } from "./elements.js";
import { localised } from "./words.js";

/** @typedef {import("./types").App} App */
/** @typedef {import("./types").Theme} Theme */

/** Steps of the keys that move within the group. */
const STEPS = /** @type {Record<string, number>} */ ({
  ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1,
});

/** @param {Element} frame that scrolls @param {HTMLElement} button */
function bringInSight(frame, button) {
  const outer = frame.getBoundingClientRect(), inner = button.getBoundingClientRect();
  if (inner.left < outer.left) frame.scrollLeft += inner.left - outer.left;
  if (inner.right > outer.right) frame.scrollLeft += inner.right - outer.right;
}

/** @param {App} app */
export function createThemeSwitch(app) {
  const { themes } = app.book, frame = byId("theme-switch"), group = byId("theme-choices");

  /** @param {number} at position of a theme; beyond the last is the first */
  function focusOn(at) {
    const theme = themes[(at + themes.length) % themes.length];
    app.chooseTheme(theme);
    buttons[theme.at].focus();
  }

  /** @param {KeyboardEvent} event @param {Theme} theme */
  function move(event, { at }) {
    const ends = /** @type {Record<string, number>} */ ({ Home: 0, End: themes.length - 1 });
    const wanted = ends[event.key] ?? at + STEPS[event.key];
    if (Number.isNaN(wanted)) return;
    event.preventDefault();
    focusOn(wanted);
  }

  const buttons = themes.map((theme) => el("button", {
    type: "button",
    role: "radio",
    "data-theme": theme.key,
    on: {
      click: () => app.chooseTheme(theme),
      keydown: (event) => move(event, theme),
    },
  }));
  frame.hidden = themes.length < 2;
  replaceIn(group, buttons);
  return {
    render() {
      for (const theme of themes) {
        const button = buttons[theme.at], isChosen = theme === app.state.theme;
        button.textContent = button.title = localised(theme.name);
        button.setAttribute("aria-checked", String(isChosen));
        button.tabIndex = isChosen ? 0 : -1;
        if (isChosen && !frame.hidden) bringInSight(group, button);
      }
    },
  };
}
