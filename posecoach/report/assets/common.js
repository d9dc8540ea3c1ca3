"use strict";
const data = JSON.parse(document.getElementById("data").textContent);
const OKABE_ITO = ["#999999", "#56b4e9", "#e69f00", "#009e73", "#cc79a7", "#0072b2", "#d55e00", "#f0e442"];
const narrow = matchMedia("(max-width: 860px)");

function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}
const DECIMAL = (1.5).toLocaleString(document.documentElement.lang || "en").replace(/\d/g, "");
function clock(t) {
  const tenths = Math.round(t * 10);
  return `${Math.floor(tenths / 600)}:${String(Math.floor(tenths / 10) % 60).padStart(2, "0")}${DECIMAL}${tenths % 10}`;
}
/* A text for the plots, which would read tags, entities and values (%{y}) in it. */
function plain(text) {
  return String(text).replace(/[&<>%]/g, character => `&#${character.charCodeAt(0)};`);
}
/* Broken into [x, x, null, ...] so that one trace draws many separate lines. */
function segmented(segments) {
  const x = [], y = [];
  for (const [start, end, value] of segments) { x.push(start, end, null); y.push(value, value, null); }
  return { x, y };
}
function axisStyle() {
  return { gridcolor: colour("line"), zerolinecolor: colour("line"), linecolor: colour("line"), tickfont: { color: colour("quiet"), size: 11 } };
}
function onThemeChange(redraw) {
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
  matchMedia("print").addEventListener("change", () => Promise.resolve(redraw()).then(fitted));  // on paper all is light
  narrow.addEventListener("change", redraw);
}
const paper = matchMedia("print");
/* A plot keeps the width that it was drawn with on the screen; on paper its drawing is fitted into its place. */
function fitted() {
  for (const svg of document.querySelectorAll(".main-svg")) {
    if (paper.matches) svg.setAttribute("viewBox", `0 0 ${svg.getAttribute("width")} ${svg.getAttribute("height")}`);
    else svg.removeAttribute("viewBox");
  }
}
addEventListener("beforeprint", fitted);
addEventListener("afterprint", fitted);
/* Runs the plotting library, which lies in the page as text, after the first painting; then resolves. */
function plotting() {
  return new Promise(resolve => requestAnimationFrame(() => setTimeout(() => {
    const script = document.createElement("script");
    script.textContent = document.getElementById("plotly").textContent;
    document.head.append(script);
    resolve();
  })));
}
function ready() {
  document.documentElement.dataset.ready = "yes";
  performance.mark("ready");
}
