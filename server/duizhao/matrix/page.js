"use strict";
{
  const filter = document.querySelector(".filter");
  const buttons = [...filter.querySelectorAll("button[data-state]")];
  const all = filter.querySelector("button[data-all]");
  const shown = filter.querySelector(".shown");
  const rows = [...document.querySelectorAll("tbody[data-state]")];

  const apply = () => {
    const states = new Set(buttons.filter((each) => each.ariaPressed === "true").map((each) => each.dataset.state));
    let visible = 0;
    for (const row of rows) {
      row.hidden = states.size > 0 && !states.has(row.dataset.state);
      visible += row.hidden ? 0 : 1;
    }
    all.ariaPressed = String(states.size === 0);
    for (const part of document.querySelectorAll(".part")) {
      const none = !part.querySelector("tbody:not([hidden])");
      part.querySelector(".frame").hidden = none;
      part.querySelector(".unmatched").hidden = !none;
    }
    shown.textContent = shown.dataset.pattern.replace("{shown}", visible).replace("{all}", rows.length);
  };

  for (const button of buttons) {
    button.addEventListener("click", () => {
      button.ariaPressed = String(button.ariaPressed !== "true");
      apply();
    });
  }
  all.addEventListener("click", () => {
    for (const button of buttons) button.ariaPressed = "false";
    apply();
  });

  if (buttons.length > 1) {
    filter.hidden = false;
    const measure = () => document.documentElement.style.setProperty("--filter-height", `${filter.offsetHeight}px`);
    new ResizeObserver(measure).observe(filter);
    apply();
  }
}
