const video = document.getElementById("video");
const plot = document.getElementById("timeline");
const cursor = document.getElementById("cursor");
const { timeline } = data;
const LANES = ["faults", "repetitions", "phases"];
const { texts } = data;
const LANE_PX = 26, ROW_PX = 122, TOP_PX = 8, BOTTOM_PX = 40;
let now = 0;

/* ---- time: the video's if there is one, else the cursor's own ---- */
function seek(t, { reveal = false } = {}) {
  now = Math.min(Math.max(t, 0), timeline.duration_s);
  if (video) video.currentTime = now;
  follow();
  if (reveal && video && narrow.matches) video.scrollIntoView({ block: "nearest" });
}
/* A span ends where the next one begins; pictures lie up to a millisecond beside their times. */
function active(start, end) { return start <= now + 0.001 && now + 0.001 < Math.max(end, start + 0.002); }

function follow() {
  placeCursor();
  if (plot) {
    plot.setAttribute("aria-valuenow", now.toFixed(1));
    plot.setAttribute("aria-valuetext", clock(now));
  }
  const bar = document.getElementById("seek");
  if (bar) {
    bar.value = now;
    bar.setAttribute("aria-valuetext", clock(now));
  }
  const phase = timeline.phases.find(span => active(span.start_s, span.end_s));
  const label = document.getElementById("now-phase");
  if (label) {
    label.textContent = phase ? phase.label : "";
    document.getElementById("now-time").textContent = clock(now);
  }
  for (const item of document.querySelectorAll("[data-start]")) {
    item.classList.toggle("current", active(Number(item.dataset.start), Number(item.dataset.end)));
  }
}

/* ---- the timeline ---- */
function lanes() {
  const kinds = {
    phases: { spans: timeline.phases, colours: timeline.phases.map(span => OKABE_ITO[span.colour % 8]) },
    repetitions: { spans: timeline.repetitions, colours: colour("blue") },
    faults: { spans: timeline.faults, colours: timeline.faults.map(fault => ({ stop: "#d55e00", correct: "#e69f00", info: "#56b4e9" })[fault.severity]) },
  };
  return LANES.map(kind => {
    const { spans, colours } = kinds[kind];
    const words = spans.map(span => plain(span.label) + (span.score === undefined ? "" : ` · ${Math.round(span.score)}`));
    return {
      type: "bar", orientation: "h", name: kind, xaxis: "x", yaxis: "y", width: 0.78,
      y: spans.map(() => kind), base: spans.map(span => span.start_s), x: spans.map(span => span.end_s - span.start_s),
      customdata: spans.map(span => span.at_s ?? span.start_s), text: kind === "faults" ? undefined : words,
      textposition: "inside", insidetextanchor: "middle", textangle: 0, constraintext: "inside",
      textfont: { size: 11, color: kind === "repetitions" ? colour("surface") : "#10161d" },
      hovertext: spans.map((span, i) => `${words[i]}<br>${texts.span.replace("{start}", clock(span.start_s)).replace("{end}", clock(span.end_s))}` + (span.cue ? `<br>${texts.quoted.replace("{cue}", () => plain(span.cue))}` : "")),
      hoverinfo: "text", marker: { color: colours, line: { width: 1, color: colour("surface") } },
    };
  });
}
/* The parts of a signal in which a rule that looks at it was broken. */
function broken(row) {
  const spans = timeline.faults.filter(fault => fault.feature === row.name);
  if (!spans.length) return { x: [], y: [] };
  const inside = t => spans.some(span => t >= span.start_s && t <= span.end_s);
  return { x: row.t_s, y: row.values.map((value, i) => (inside(row.t_s[i]) ? value : null)) };
}
function traces() {
  const all = lanes();
  timeline.rows.forEach((row, i) => {
    const axis = { xaxis: "x", yaxis: `y${i + 2}` };
    const quiet = { mode: "lines", hoverinfo: "skip", connectgaps: false };
    all.push({ ...axis, ...quiet, ...broken(row), line: { width: 7, color: "#d55e00" }, opacity: 0.55 });
    all.push({ ...axis, ...quiet, ...segmented(row.neutral), line: { width: 1.5, dash: "dot", color: colour("quiet") } });
    for (const limit of row.limits) {
      all.push({ ...axis, mode: "lines", ...segmented(limit.segments), line: { width: 1.5, dash: "dash", color: colour("text") },
        hovertemplate: `${plain(limit.rule)}: ${plain(limit.words)} %{y:.3~g}${plain(row.unit)}<extra></extra>` });
    }
    all.push({ ...axis, mode: "lines", x: row.t_s, y: row.values, connectgaps: false, line: { width: 2, color: colour("blue") },
      hovertemplate: `%{y:.3~g}${plain(row.unit)}<extra>${plain(row.title)}</extra>` });
  });
  return all;
}
/* Keeps a wild value or a far limit from squeezing the rest flat: the axis shows the signal, and limits near it. */
function range(row) {
  const seen = row.values.filter(value => value !== null);
  let low = Math.min(...seen), high = Math.max(...seen);
  const reach = Math.max(high - low, row.error * 2) * 0.75;
  for (const [, , value] of [...row.limits.flatMap(limit => limit.segments), ...row.neutral]) {
    if (value > low - reach && value < low) low = value;
    if (value < high + reach && value > high) high = value;
  }
  const air = Math.max((high - low) * 0.12, row.error);
  return [low - air, high + air];
}
function layout() {
  const rows = timeline.rows.length;
  const lanesPx = LANES.length * LANE_PX, height = TOP_PX + lanesPx + rows * ROW_PX + BOTTOM_PX;
  const share = px => 1 - px / (height - TOP_PX - BOTTOM_PX);
  const base = {
    height, margin: { t: TOP_PX, b: BOTTOM_PX, l: narrow.matches ? 44 : 78, r: 10 }, showlegend: false, barmode: "overlay", uniformtext: { mode: "hide", minsize: 10 },
    separators: DECIMAL, paper_bgcolor: "rgba(0,0,0,0)", plot_bgcolor: "rgba(0,0,0,0)", hovermode: "x",
    font: { family: "system-ui, sans-serif", color: colour("text") }, dragmode: narrow.matches ? false : "zoom",
    hoverlabel: { bgcolor: colour("surface"), bordercolor: colour("line"), font: { color: colour("text") } },
    xaxis: { ...axisStyle(), range: [0, timeline.duration_s], anchor: rows ? `y${rows + 1}` : "y", ticksuffix: " s", zeroline: false,
      showspikes: true, spikemode: "across", spikethickness: 1, spikecolor: colour("quiet"), spikedash: "dot" },
    yaxis: { domain: [share(lanesPx - 6), 1], categoryorder: "array", categoryarray: LANES, range: [-0.5, LANES.length - 0.5], fixedrange: true, showgrid: false, zeroline: false,
      tickfont: { color: colour("quiet"), size: narrow.matches ? 9 : 11 }, ticktext: narrow.matches ? [texts.fault, texts.repetition, texts.phase] : LANES.map(kind => texts[kind]), tickvals: LANES },
    annotations: [],
  };
  timeline.rows.forEach((row, i) => {
    const top = lanesPx + i * ROW_PX;
    base[`yaxis${i + 2}`] = { ...axisStyle(), domain: [Math.max(0, share(top + ROW_PX)), share(top + 30)], fixedrange: true, nticks: 5,
      zeroline: false, range: range(row), ticksuffix: row.unit === "°" ? "°" : "" };
    base.annotations.push({ xref: "paper", yref: "paper", x: 0, y: share(top + 27), xanchor: "left", yanchor: "bottom", showarrow: false,
      text: `<b>${plain(row.title)}</b>${row.unit === "°" || !row.unit ? "" : ` [${plain(row.unit.trim())}]`}`, hovertext: plain(row.meaning ?? ""),
      font: { size: 12, color: colour("text") } });
  });
  return base;
}
function draw() {
  if (!plot) return Promise.resolve();
  const config = { displayModeBar: false, responsive: true, doubleClick: "reset", showTips: false };
  return Plotly.react(plot, traces(), layout(), config).then(() => { plot.append(cursor); placeCursor(); });
}
function placeCursor() {
  const full = plot && plot._fullLayout;
  if (!full || !full.xaxis) return;
  const x = full.xaxis.l2p(now);
  cursor.hidden = x < -1 || x > full.xaxis._length + 1;
  cursor.style.left = `${full.xaxis._offset + x - 1}px`;
  cursor.style.top = `${full.margin.t}px`;
  cursor.style.height = `${full.height - full.margin.t - full.margin.b}px`;
}

/* ---- clicks and keys ---- */
document.addEventListener("click", event => {
  const jump = event.target.closest(".jump");
  if (jump) seek(Number(jump.dataset.t), { reveal: true });
});
function nextOf(selector, step) {
  const times = [...document.querySelectorAll(selector)].map(item => Number(item.dataset.t)).sort((a, b) => a - b);
  const ahead = step > 0 ? times.find(t => t > now + 0.05) : times.findLast(t => t < now - 0.05);
  if (ahead !== undefined) seek(ahead);
}
function toggle() {
  if (!video) return;
  if (!video.paused) { video.pause(); return; }
  video.play().catch(() => {}); // paused again before it ran, or it cannot be played: the events say which
}
const KEYS = {
  " ": toggle,
  ArrowLeft: () => seek(now - 1), ArrowRight: () => seek(now + 1),
  ",": () => seek(now - 1 / 25), ".": () => seek(now + 1 / 25),
  n: () => nextOf(".fault", 1), p: () => nextOf(".fault", -1),
  r: () => nextOf(".repetition", 1), R: () => nextOf(".repetition", -1),
  Home: () => seek(0), End: () => seek(timeline.duration_s),
};
document.addEventListener("keydown", event => {
  const onButton = event.target.closest("button, a") && event.key === " ";
  const ofPage = ["Home", "End"].includes(event.key) && event.target !== plot;
  const ofControl = event.target.closest("select, input") && event.key !== " ";
  if (event.ctrlKey || event.altKey || event.metaKey || onButton || ofPage || ofControl || !KEYS[event.key]) return;
  event.preventDefault();
  KEYS[event.key]();
});
if (video) {
  const tick = () => {
    now = video.currentTime;
    follow();
    if (!video.paused && !video.ended) requestAnimationFrame(tick);
  };
  const button = document.getElementById("play");
  const told = () => {
    button.classList.toggle("playing", !video.paused);
    button.setAttribute("aria-label", video.paused ? texts.play : texts.pause);
    tick();
  };
  for (const name of ["play", "pause", "ended"]) video.addEventListener(name, told);
  video.addEventListener("seeked", tick);
  video.addEventListener("click", toggle);
  const lost = () => { document.getElementById("broken-video").hidden = false; };
  video.addEventListener("error", lost);
  if (video.error) lost(); // it may have been known before this script ran
  button.addEventListener("click", toggle);
  document.getElementById("seek").addEventListener("input", event => seek(Number(event.target.value)));
  document.getElementById("speed").addEventListener("change", event => { video.playbackRate = Number(event.target.value); });
  document.getElementById("full").addEventListener("click", () => (document.fullscreenElement ? document.exitFullscreen() : video.requestFullscreen()));
}
if (plot) {
  plotting().then(draw).then(() => {
    plot.on("plotly_click", event => {
      const bar = event.points.find(point => point.data.type === "bar");
      const full = plot._fullLayout;
      const x = full.xaxis.p2l(event.event.clientX - plot.getBoundingClientRect().left - full.xaxis._offset);
      const y = event.event.clientY - plot.getBoundingClientRect().top;
      seek(bar && y < TOP_PX + LANES.length * LANE_PX ? bar.customdata : x);
    });
    plot.on("plotly_relayout", placeCursor);
    plot.on("plotly_afterplot", placeCursor);
    onThemeChange(draw);
    ready();
  });
} else {
  ready();
}
follow();
