const plots = [...document.querySelectorAll(".courses .course")];
const DAY_MS = 86400000;
const LOCALES = { own: { format: { ...data.locale, days: data.locale.shortDays, months: data.locale.shortMonths } } };

/* One above the other, sharing the days: score, seconds held where there are any, repetitions with the day's limit. */
function rowsOf(course) {
  const rows = [{ title: data.texts.score, y: course.score, range: [10 * Math.floor(Math.min(50, ...course.score.filter(value => value !== null)) / 10), 104], colour: "blue", text: "%{y:.0f}" }];
  if (course.hold_s.some(value => value !== null)) {
    rows.push({ title: data.texts.hold, y: course.hold_s, colour: "green", text: "%{y:.1f} s" });
  }
  rows.push({ title: data.texts.repetitions, y: course.repetitions, colour: "sky", text: "%{y}", bars: true, limit: course.per_day, most: course.most });
  return rows;
}
/* Where the labels of an axis of days stand: few days have one each, because Plotly would divide them into hours. */
function dayTicks(days) {
  const few = days[days.length - 1] - days[0] < 4 * DAY_MS;
  return few ? { tickmode: "linear", tick0: days[0], dtick: DAY_MS } : { nticks: 6 };
}
function draw(place, course) {
  const rows = rowsOf(course), traces = [], shapes = [], annotations = [];
  const days = course.days.map(day => Date.parse(day));
  const axis = row => (row ? String(row + 1) : "");
  const layout = {
    height: 32 + rows.length * 104, margin: { t: 4, b: 28, l: 40, r: 10 }, showlegend: false, hovermode: "x", dragmode: false, bargap: 0,
    separators: DECIMAL, paper_bgcolor: "rgba(0,0,0,0)", plot_bgcolor: "rgba(0,0,0,0)", font: { family: "system-ui, sans-serif", color: colour("text") },
    hoverlabel: { bgcolor: colour("surface"), font: { color: colour("text") } },
    xaxis: { ...axisStyle(), type: "date", tickformat: "%-d %b", hoverformat: "%a %-d %b %Y", ...dayTicks(days), showgrid: false, fixedrange: true,
      range: [days[0] - DAY_MS, days[days.length - 1] + DAY_MS], anchor: rows.length > 1 ? `y${rows.length}` : "y" },
  };
  rows.forEach((row, number) => {
    const top = 1 - number / rows.length;
    const common = { x: course.days, y: row.y, xaxis: "x", yaxis: `y${axis(number)}`, hovertemplate: `${row.text}<extra>${row.title}</extra>` };
    const paint = colour(row.colour);
    traces.push(row.bars
      ? { ...common, type: "bar", width: 0.7 * DAY_MS, marker: { color: paint } }
      : { ...common, mode: "lines+markers", line: { width: 2.5, color: paint }, marker: { size: 7, color: paint } });
    const most = Math.max(...row.y.filter(value => value !== null), row.limit || 0);
    layout[`yaxis${axis(number)}`] = { ...axisStyle(), domain: [top - (number === rows.length - 1 ? 1 : 0.86) / rows.length, top - 0.2 / rows.length], fixedrange: true, nticks: 4, zeroline: false,
      range: row.range || [0, 1.12 * most] };
    annotations.push({ xref: "paper", yref: "paper", x: 0, y: top - 0.19 / rows.length, xanchor: "left", yanchor: "bottom", showarrow: false,
      text: `<b>${row.title}</b>` + (row.limit ? ` <span style="color:${colour("quiet")}">${row.most}</span>` : ""), font: { size: 12, color: colour("text") } });
    if (row.limit) {
      shapes.push({ type: "line", xref: "paper", yref: `y${axis(number)}`, x0: 0, x1: 1, y0: row.limit, y1: row.limit, line: { color: colour("orange"), width: 2, dash: "dash" } });
    }
  });
  return Plotly.react(place, traces, { ...layout, shapes, annotations }, { displayModeBar: false, responsive: true, locale: "own", locales: LOCALES });
}
/* Ratings from 0 to 10, one line each, told apart by dash and marker as well as by colour. */
function drawRated(place) {
  const days = data.rated.days.map(day => Date.parse(day));
  const looks = [["orange", "solid", "circle"], ["sky", "dot", "square"], ["blue", "dash", "diamond"]];
  const traces = data.rated.lines.map((line, number) => {
    const [name, dash, symbol] = looks[number];
    return { x: data.rated.days, y: line.values, name: line.title, mode: "lines+markers", connectgaps: true, hovertemplate: "%{y:.0f}",
      line: { width: 2.5, color: colour(name), dash }, marker: { size: 8, color: colour(name), symbol } };
  });
  const layout = {
    height: 220, margin: { t: 34, b: 28, l: 40, r: 10 }, showlegend: true, legend: { orientation: "h", x: 0, y: 1.02, yanchor: "bottom" }, hovermode: "x", dragmode: false,
    separators: DECIMAL, paper_bgcolor: "rgba(0,0,0,0)", plot_bgcolor: "rgba(0,0,0,0)", font: { family: "system-ui, sans-serif", color: colour("text") },
    hoverlabel: { bgcolor: colour("surface"), font: { color: colour("text") } },
    xaxis: { ...axisStyle(), type: "date", tickformat: "%-d %b", hoverformat: "%a %-d %b %Y", ...dayTicks(days), showgrid: false, fixedrange: true,
      range: [days[0] - DAY_MS, days[days.length - 1] + DAY_MS] },
    yaxis: { ...axisStyle(), range: [-0.4, 10.4], fixedrange: true, tickvals: [0, 5, 10], zeroline: false },
  };
  return Plotly.react(place, traces, layout, { displayModeBar: false, responsive: true, locale: "own", locales: LOCALES });
}
function drawAll() {
  const rated = document.getElementById("rated");
  return Promise.all([...plots.map((place, number) => draw(place, data.courses[number])), ...(rated ? [drawRated(rated)] : [])]);
}
if (plots.length || document.getElementById("rated")) {
  plotting().then(drawAll).then(() => {
    onThemeChange(drawAll);
    ready();
  });
} else {
  ready();
}
