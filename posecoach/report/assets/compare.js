const videos = [...document.querySelectorAll("video")];
const plot = document.getElementById("timeline");
const cursor = document.getElementById("cursor");
const bar = document.getElementById("seek");
const SIDES = ["#0072b2", "#e69f00"];
const last = data.phases.length;
let place = 0; // in phases: 1.5 is half way through the second

function marks(side) {
  const choice = document.querySelector(`.choice[data-side="${side}"]`);
  return data.repetitions[side][Number(choice.value)].marks_s;
}
function timeAt(side, where) {
  const all = marks(side), phase = Math.min(Math.floor(where), last - 1);
  return all[phase] + (where - phase) * (all[phase + 1] - all[phase]);
}
function placeAt(side, t) {
  const all = marks(side);
  const phase = Math.max(0, Math.min(all.findLastIndex(mark => t >= mark), last - 1));
  return Math.min(Math.max(phase + (t - all[phase]) / (all[phase + 1] - all[phase]), 0), last);
}
function show() {
  bar.value = place / last;
  const phase = Math.min(Math.floor(place), last - 1);
  document.getElementById("now-phase").textContent = data.phases[phase];
  bar.setAttribute("aria-valuetext", data.phases[phase]);
  const full = plot._fullLayout;
  if (!full || !full.xaxis) return;
  cursor.hidden = false;
  cursor.style.left = `${full.xaxis._offset + full.xaxis.l2p(place) - 1}px`;
  cursor.style.top = `${full.margin.t}px`;
  cursor.style.height = `${full.height - full.margin.t - full.margin.b}px`;
}
function go(where) {
  place = Math.min(Math.max(where, 0), last);
  videos.forEach((video, side) => { video.currentTime = timeAt(side, place); });
  show();
}
function playing(on) {
  document.getElementById("play").classList.toggle("playing", on);
  document.getElementById("play").setAttribute("aria-label", on ? data.texts.pause : data.texts.play);
}
/* The first runs at its own speed, the second as fast as keeps it in the same place of the same phase. */
function tick() {
  if (!videos.length || videos[0].paused) return;
  place = placeAt(0, videos[0].currentTime);
  const phase = Math.min(Math.floor(place), last - 1);
  const [a, b] = [marks(0), marks(1)];
  const rate = (b[phase + 1] - b[phase]) / (a[phase + 1] - a[phase]);
  const late = timeAt(1, place) - videos[1].currentTime;
  if (Math.abs(late) > 0.25) videos[1].currentTime = timeAt(1, place);
  videos[1].playbackRate = Math.min(Math.max(rate + late, 0.1), 8);
  if (videos[0].currentTime >= a[last] - 0.02) {
    stop();
    go(last);
    return;
  }
  show();
  requestAnimationFrame(tick);
}
function stop() {
  for (const video of videos) video.pause();
  playing(false);
}
function toggle() {
  if (!videos.length) return;
  if (!videos[0].paused) { stop(); return; }
  if (place >= last - 0.01) go(0);
  Promise.all(videos.map(video => video.play())).then(() => { playing(!videos[0].paused); tick(); }, stop); // one cannot: neither runs alone
}
function draw() {
  const traces = [];
  data.signals.forEach((signal, row) => signal.sides.forEach(([low, mean, high], side) => {
    const x = mean.map((_, i) => i / data.per_phase);
    const common = { x, xaxis: "x", yaxis: `y${row ? row + 1 : ""}`, mode: "lines", hoverinfo: "skip" };
    traces.push({ ...common, y: low, line: { width: 0 } });
    traces.push({ ...common, y: high, line: { width: 0 }, fill: "tonexty", fillcolor: SIDES[side] + "33" });
    traces.push({ ...common, y: mean, line: { width: 2.5, color: SIDES[side], dash: side ? "dash" : "solid" }, hoverinfo: undefined,
      hovertemplate: `%{y:.3~g}<extra>${plain(data.names[side])}</extra>` });
  }));
  const rows = data.signals.length;
  const layout = {
    height: 40 + rows * 190, margin: { t: 10, b: 30, l: 48, r: 10 }, showlegend: false, hovermode: "x", dragmode: false,
    separators: DECIMAL, paper_bgcolor: "rgba(0,0,0,0)", plot_bgcolor: "rgba(0,0,0,0)", font: { family: "system-ui, sans-serif", color: colour("text") },
    hoverlabel: { bgcolor: colour("surface"), font: { color: colour("text") } },
    xaxis: { ...axisStyle(), range: [0, last], tickvals: data.phases.map((_, i) => i + 0.5), ticktext: data.phases.map(plain), showgrid: false, fixedrange: true, anchor: rows > 1 ? `y${rows}` : "y" },
    shapes: data.phases.slice(1).map((_, i) => ({ type: "line", xref: "x", yref: "paper", x0: i + 1, x1: i + 1, y0: 0, y1: 1, line: { color: colour("line"), width: 1 } })),
    annotations: [],
  };
  data.signals.forEach((signal, row) => {
    const top = 1 - row / rows;
    layout[`yaxis${row ? row + 1 : ""}`] = { ...axisStyle(), domain: [top - 0.82 / rows, top - 0.1 / rows], fixedrange: true, nticks: 5, zeroline: false };
    layout.annotations.push({ xref: "paper", yref: "paper", x: 0, y: top - 0.09 / rows, xanchor: "left", yanchor: "bottom", showarrow: false, text: `<b>${plain(signal.title)}</b>`, font: { size: 12, color: colour("text") } });
  });
  return Plotly.react(plot, traces, layout, { displayModeBar: false, responsive: true }).then(() => { plot.append(cursor); show(); });
}
document.getElementById("play").addEventListener("click", toggle);
bar.addEventListener("input", () => { stop(); go(Number(bar.value) * last); });
for (const choice of document.querySelectorAll(".choice")) choice.addEventListener("change", () => go(place));
document.addEventListener("keydown", event => {
  const keys = { " ": toggle, ArrowLeft: () => { stop(); go(place - 0.05); }, ArrowRight: () => { stop(); go(place + 0.05); } };
  if (!keys[event.key] || event.target.closest("select, input") || (event.key === " " && event.target.closest("button, a"))) return;
  event.preventDefault();
  keys[event.key]();
});
plotting().then(draw).then(() => {
  plot.on("plotly_click", event => {
    const full = plot._fullLayout;
    stop();
    go(full.xaxis.p2l(event.event.clientX - plot.getBoundingClientRect().left - full.xaxis._offset));
  });
  plot.on("plotly_afterplot", show);
  go(0);
  onThemeChange(draw);
  ready();
});
