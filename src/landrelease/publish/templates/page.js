
// The map of the register's page. Everything comes from the JSON in the page; nothing is fetched. Values from records reach
// the page as text only (textContent, fillText), never as HTML.
(() => {
  "use strict";
  const byId = (id) => document.getElementById(id);
  const data = JSON.parse(byId("data").textContent);
  const canvas = byId("map");
  if (!canvas || !data.versions.length) return;

  const words = data.words;
  const lang = (() => {
    try {
      return Intl.getCanonicalLocales(document.documentElement.lang)[0] || "en";
    } catch {
      return "en"; // an unknown tag must not stop the map
    }
  })();
  const EARTH_RADIUS_M = 6378137;
  const UNITS = 1e7;
  const SMALLEST_DOT = 3; // pixels: hazards never vanish by zooming out
  const MOST_RESULTS = 40;
  const parcels = data.parcels;
  const count = parcels.id.length;

  // ---- words and numbers ----

  const number = (value, digits) => new Intl.NumberFormat(lang, { maximumFractionDigits: digits }).format(value);
  const areaText = (m2) => (m2 >= 1e6 ? number(m2 / 1e6, 3) + " km²" : number(m2, m2 < 100 ? 2 : 0) + " m²");
  const termOf = (code) => (code && data.terms[code]) || code || "";
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? values[name] : whole));
  const lonLatText = (x, y) => {
    const [lon, lat] = lonLat(x, y);
    return lat.toFixed(6) + "°, " + lon.toFixed(6) + "°";
  };

  // ---- geometry: Mercator, radians, in double precision ----

  const mercatorY = (lat) => Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360));
  const lonLat = (x, y) => [(x * 180) / Math.PI, (Math.atan(Math.exp(y)) * 360) / Math.PI - 90];

  const project = (rings) => rings.map((steps) => {
    const flat = new Float64Array(steps.length);
    let [lon, lat] = data.origin;
    for (let i = 0; i < steps.length; i += 2) {
      lon += steps[i];
      lat += steps[i + 1];
      flat[i] = ((lon / UNITS) * Math.PI) / 180;
      flat[i + 1] = mercatorY(lat / UNITS);
    }
    return flat;
  });
  const boundsOf = (rings) => {
    const box = [Infinity, Infinity, -Infinity, -Infinity];
    for (const ring of rings) {
      for (let i = 0; i < ring.length; i += 2) {
        box[0] = Math.min(box[0], ring[i]);
        box[1] = Math.min(box[1], ring[i + 1]);
        box[2] = Math.max(box[2], ring[i]);
        box[3] = Math.max(box[3], ring[i + 1]);
      }
    }
    return box;
  };
  const shapes = parcels.rings.map(project);
  const boxes = shapes.map(boundsOf);
  const borders = data.borders.map(project);
  const places = data.places.map(([name, lon, lat]) => [name, (lon * Math.PI) / 180, mercatorY(lat)]);
  const versions = data.versions.map(({ as_of, parcels: steps }) => {
    let row = 0;
    return { asOf: as_of, rows: steps.map((step) => (row += step)) };
  });

  const inside = (shape, x, y) => {
    let odd = false;
    for (const ring of shape) {
      for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
        if (ring[i + 1] > y !== ring[j + 1] > y) {
          const cross = ((ring[j] - ring[i]) * (y - ring[i + 1])) / (ring[j + 1] - ring[i + 1]) + ring[i];
          if (x < cross) odd = !odd;
        }
      }
    }
    return odd;
  };
  // A point inside: the middle of the widest stretch of a line across.
  const pointIn = (row) => {
    const y = boxes[row][1] + (boxes[row][3] - boxes[row][1]) * 0.4871;
    const cuts = [];
    for (const ring of shapes[row]) {
      for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
        if (ring[i + 1] > y !== ring[j + 1] > y) {
          cuts.push(((ring[j] - ring[i]) * (y - ring[i + 1])) / (ring[j + 1] - ring[i + 1]) + ring[i]);
        }
      }
    }
    cuts.sort((a, b) => a - b);
    let best = [(boxes[row][0] + boxes[row][2]) / 2, -1];
    for (let i = 0; i + 1 < cuts.length; i += 2) {
      if (cuts[i + 1] - cuts[i] > best[1]) best = [(cuts[i] + cuts[i + 1]) / 2, cuts[i + 1] - cuts[i]];
    }
    return [best[0], y];
  };

  // ---- state ----

  const order = [...data.styles].reverse(); // drawn last: the gravest
  const hidden = new Set();
  const view = { x: 0, y: 0, k: 1 };
  let now = versions.length - 1;
  let chosen = null; // { x, y, row }
  let printing = false;
  let due = false;
  const pointers = new Map();
  const context = canvas.getContext("2d");
  const size = { w: 1, h: 1, dpr: 1 };

  const screenX = (x) => (x - view.x) * view.k + size.w / 2;
  const screenY = (y) => size.h / 2 - (y - view.y) * view.k;
  const worldX = (sx) => (sx - size.w / 2) / view.k + view.x;
  const worldY = (sy) => (size.h / 2 - sy) / view.k + view.y;
  const metresPerPixel = () => (EARTH_RADIUS_M * Math.cos((lonLat(0, view.y)[1] * Math.PI) / 180)) / view.k;

  // ---- drawing ----

  const later = () => {
    if (due) return;
    due = true;
    requestAnimationFrame(() => { due = false; draw(); });
  };
  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

  const hatches = new Map();
  const hatch = (style) => {
    const key = style.code + size.dpr;
    if (!hatches.has(key)) {
      const tile = document.createElement("canvas");
      const side = Math.round(7 * size.dpr);
      tile.width = tile.height = side;
      const pen = tile.getContext("2d");
      pen.strokeStyle = style.hatch;
      pen.globalAlpha = 0.75;
      pen.lineWidth = 0.9 * size.dpr;
      const line = (up) => {
        pen.beginPath();
        for (const shift of [-side, 0, side]) {
          pen.moveTo(shift, up ? side : 0);
          pen.lineTo(shift + side, up ? 0 : side);
        }
        pen.stroke();
      };
      style.angles.forEach((angle) => line(angle < 90));
      const pattern = context.createPattern(tile, "repeat");
      pattern.setTransform(new DOMMatrix().scale(1 / size.dpr));
      hatches.set(key, pattern);
    }
    return hatches.get(key);
  };

  // A vertex closer than half a pixel to the one before is not drawn: nothing that an eye could see is left out.
  const trace = (shape) => {
    for (const ring of shape) {
      let x = screenX(ring[0]);
      let y = screenY(ring[1]);
      context.moveTo(x, y);
      for (let i = 2; i < ring.length; i += 2) {
        const nextX = screenX(ring[i]);
        const nextY = screenY(ring[i + 1]);
        if (Math.abs(nextX - x) + Math.abs(nextY - y) >= 0.5) {
          context.lineTo(nextX, nextY);
          x = nextX;
          y = nextY;
        }
      }
      context.closePath();
    }
  };

  const inView = (box) => {
    const left = worldX(0), right = worldX(size.w), low = worldY(size.h), high = worldY(0);
    return box[2] >= left && box[0] <= right && box[3] >= low && box[1] <= high;
  };
  const pixels = (box) => Math.max(box[2] - box[0], box[3] - box[1]) * view.k;
  const shown = () => versions[now].rows.filter((row) => !hidden.has(parcels.status[row]) && inView(boxes[row]));

  const drawStatus = (style, rows) => {
    const large = rows.filter((row) => pixels(boxes[row]) >= SMALLEST_DOT);
    context.beginPath();
    large.forEach((row) => trace(shapes[row]));
    context.fillStyle = style.fill;
    context.fill("evenodd");
    if (style.angles.length) {
      context.fillStyle = hatch(style);
      context.fill("evenodd");
    }
    context.strokeStyle = style.line;
    context.lineWidth = 0.75;
    context.stroke();
    context.fillStyle = style.fill;
    for (const row of rows) {
      if (pixels(boxes[row]) < SMALLEST_DOT) {
        const x = screenX((boxes[row][0] + boxes[row][2]) / 2);
        const y = screenY((boxes[row][1] + boxes[row][3]) / 2);
        context.fillRect(x - SMALLEST_DOT / 2, y - SMALLEST_DOT / 2, SMALLEST_DOT, SMALLEST_DOT);
      }
    }
  };

  const label = (text, x, y, align) => {
    context.textAlign = align;
    context.lineWidth = 3;
    context.strokeStyle = colour("--halo");
    context.strokeText(text, x, y);
    context.fillStyle = colour("--ink");
    context.fillText(text, x, y);
  };

  const niceStep = (least) => {
    const power = 10 ** Math.floor(Math.log10(least));
    return [1, 2, 5, 10].map((n) => n * power).find((step) => step >= least * 0.999999);
  };

  const drawGrid = () => {
    const [west, south] = lonLat(worldX(0), worldY(size.h));
    const [east, north] = lonLat(worldX(size.w), worldY(0));
    const step = niceStep((east - west) / (size.w / 150));
    const digits = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
    context.strokeStyle = colour("--grid");
    context.lineWidth = 1;
    context.beginPath();
    const marks = [];
    for (let lon = Math.ceil(west / step) * step; lon <= east; lon += step) {
      const x = Math.round(screenX((lon * Math.PI) / 180)) + 0.5;
      context.moveTo(x, 0);
      context.lineTo(x, size.h);
      if (x > 70 && x < size.w - 90) marks.push([lon.toFixed(digits) + "°", x, size.h - 5, "center"]);
    }
    for (let lat = Math.ceil(south / step) * step; lat <= north; lat += step) {
      const y = Math.round(screenY(mercatorY(lat))) + 0.5;
      context.moveTo(0, y);
      context.lineTo(size.w, y);
      if (y > 20 && y < size.h - 60) marks.push([lat.toFixed(digits) + "°", 4, y - 3, "left"]);
    }
    context.stroke();
    context.font = "11px system-ui, sans-serif";
    return () => marks.forEach((mark) => label(...mark));
  };

  const drawBorders = () => {
    context.beginPath();
    borders.forEach(trace);
    context.strokeStyle = colour("--border");
    context.lineWidth = 1.25;
    context.setLineDash([6, 3, 1, 3]);
    context.stroke();
    context.setLineDash([]);
  };

  const drawPlaces = () => {
    context.font = "600 12px system-ui, sans-serif";
    const taken = [];
    for (const [name, x, y] of places) {
      const sx = screenX(x), sy = screenY(y), half = context.measureText(name).width / 2 + 4;
      if (sx < 0 || sx > size.w || sy < 0 || sy > size.h) continue;
      const box = [sx - half, sy - 24, sx + half, sy + 4];
      if (taken.some((other) => other[0] < box[2] && other[2] > box[0] && other[1] < box[3] && other[3] > box[1])) continue;
      taken.push(box);
      context.beginPath();
      context.arc(sx, sy, 3, 0, 2 * Math.PI);
      context.fillStyle = colour("--ink");
      context.fill();
      context.strokeStyle = colour("--halo");
      context.lineWidth = 1.5;
      context.stroke();
      label(name, sx, sy - 8, "center");
    }
  };

  const drawScale = () => {
    const length = niceStep(metresPerPixel() * 60);
    const across = length / metresPerPixel();
    const text = length >= 1000 ? number(length / 1000, 0) + " km" : number(length, 2) + " m";
    const y = size.h - 24;
    context.lineWidth = 5;
    context.strokeStyle = colour("--halo");
    for (const [width, name] of [[5, "--halo"], [2, "--ink"]]) {
      context.lineWidth = width;
      context.strokeStyle = colour(name);
      context.beginPath();
      context.moveTo(12, y - 6);
      context.lineTo(12, y);
      context.lineTo(12 + across, y);
      context.lineTo(12 + across, y - 6);
      context.stroke();
    }
    context.font = "600 12px system-ui, sans-serif";
    label(text, 12 + across / 2, y - 8, "center");
    label(words.north + " ↑", size.w - 12, size.h - 12, "right");
  };

  const drawChoice = () => {
    if (!chosen || chosen.row === null) return;
    context.beginPath();
    trace(shapes[chosen.row]);
    for (const [width, name] of [[6, "--halo"], [3, "--ink"]]) {
      context.lineWidth = width;
      context.strokeStyle = colour(name);
      context.stroke();
    }
    if (pixels(boxes[chosen.row]) < 12) {
      context.beginPath();
      context.arc(screenX(chosen.x), screenY(chosen.y), 9, 0, 2 * Math.PI);
      context.stroke();
    }
  };

  const drawCross = () => {
    if (!canvas.matches(":focus-visible") || printing) return;
    context.strokeStyle = colour("--ink");
    context.lineWidth = 1.5;
    context.beginPath();
    for (const [dx, dy] of [[1, 0], [-1, 0], [0, 1], [0, -1]]) {
      context.moveTo(size.w / 2 + 4 * dx, size.h / 2 + 4 * dy);
      context.lineTo(size.w / 2 + 14 * dx, size.h / 2 + 14 * dy);
    }
    context.stroke();
  };

  const draw = () => {
    context.setTransform(size.dpr, 0, 0, size.dpr, 0, 0);
    context.direction = "ltr"; // figures and units; names of right-to-left scripts order themselves
    context.fillStyle = colour("--map");
    context.fillRect(0, 0, size.w, size.h);
    const gridMarks = drawGrid();
    drawBorders();
    const rows = shown();
    for (const style of order) drawStatus(style, rows.filter((row) => parcels.status[row] === style.code));
    drawChoice();
    drawPlaces();
    gridMarks();
    drawScale();
    drawCross();
  };

  // ---- moving about ----

  const resize = () => {
    const box = canvas.getBoundingClientRect();
    if (!box.width || !box.height) return;
    const before = size.w;
    size.dpr = printing ? 3 : window.devicePixelRatio || 1;
    size.w = box.width;
    size.h = box.height;
    canvas.width = Math.round(size.w * size.dpr);
    canvas.height = Math.round(size.h * size.dpr);
    if (before > 1) view.k *= size.w / before;
    draw();
  };

  const fit = (box, share) => {
    view.x = (box[0] + box[2]) / 2;
    view.y = (box[1] + box[3]) / 2;
    const least = 5e-9; // about 3 cm: a point-like parcel still gives a scale
    view.k = share * Math.min(size.w / Math.max(box[2] - box[0], least), size.h / Math.max(box[3] - box[1], least));
    bound();
    later();
  };
  const allBox = () => {
    const rows = versions.flatMap((version) => version.rows);
    const all = [...rows.map((row) => boxes[row]), ...borders.map(boundsOf)];
    if (!all.length) return [-0.1, -0.1, 0.1, 0.1];
    return all.reduce((a, b) => [Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[2], b[2]), Math.max(a[3], b[3])]);
  };
  const bound = () => {
    view.k = Math.min(Math.max(view.k, 60), EARTH_RADIUS_M / 0.02); // from the whole world to 2 cm a pixel
    view.y = Math.min(Math.max(view.y, -3), 3);
  };
  const zoom = (factor, sx = size.w / 2, sy = size.h / 2) => {
    const x = worldX(sx), y = worldY(sy);
    view.k *= factor;
    bound();
    view.x = x - (sx - size.w / 2) / view.k;
    view.y = y - (size.h / 2 - sy) / view.k;
    later();
  };
  const pan = (dx, dy) => {
    view.x -= dx / view.k;
    view.y += dy / view.k;
    bound();
    later();
  };

  // ---- choosing ----

  const rowAt = (x, y) => {
    const rows = versions[now].rows.filter((row) => !hidden.has(parcels.status[row]));
    const found = rows.find((row) => {
      const box = boxes[row];
      return x >= box[0] && x <= box[2] && y >= box[1] && y <= box[3] && inside(shapes[row], x, y);
    });
    if (found !== undefined) return found;
    const near = 5 / view.k; // a dot is hit within five pixels
    const dot = rows.find((row) => {
      const box = boxes[row];
      return pixels(box) < 2 * SMALLEST_DOT && x >= box[0] - near && x <= box[2] + near && y >= box[1] - near && y <= box[3] + near;
    });
    return dot === undefined ? null : dot;
  };

  const add = (parent, name, text, kind) => {
    const made = document.createElement(name);
    if (text !== undefined && text !== null) made.textContent = text;
    if (kind) made.className = kind;
    parent.append(made);
    return made;
  };
  const swatch = (code) => {
    const original = document.querySelector('[data-swatch="' + CSS.escape(code) + '"] .swatch');
    return original ? original.cloneNode(true) : document.createTextNode("");
  };

  const told = (list, text, value, code) => {
    if (value === null || value === undefined || value === "") return;
    add(list, "dt", text);
    add(add(list, "dd"), code ? "code" : "span", value);
  };

  const recordItem = (list, index, giving) => {
    const [id, kind, source, areaId, date, organisation, status, method, depth, decision, decided] = data.records[index];
    const item = add(list, "li", undefined, index === giving ? "now" : "");
    const head = add(item, "p");
    add(head, "strong", [termOf(kind), termOf(status)].filter(Boolean).join(": ") || words.record);
    if (date) add(head, "span", " · " + date);
    const facts = [organisation, termOf(method), depth === null ? "" : number(depth, 3) + " m"].filter(Boolean);
    if (facts.length) add(item, "p", facts.join(" · "));
    if (decision) add(item, "p", fill(words.decided, { verdict: termOf(decision), when: decided || "?" }));
    if (source || areaId) add(item, "p", [source, areaId].filter(Boolean).join(" · "), "note");
    if (index === giving) add(item, "p", words.gives, "note");
    add(add(item, "p"), "code", id);
  };

  const tell = () => {
    const panel = byId("detail");
    panel.replaceChildren();
    panel.scrollTop = 0;
    if (!chosen) {
      add(panel, "p", words.choose, "note");
      return;
    }
    if (chosen.row === null) {
      add(panel, "h3", fill(words.nothing, { when: versions[now].asOf }));
      add(panel, "p", words.absence);
      add(panel, "p", lonLatText(chosen.x, chosen.y), "note");
      return;
    }
    const row = chosen.row;
    const style = data.styles.find(({ code }) => code === parcels.status[row]);
    const head = add(panel, "h3");
    head.append(swatch(style.code));
    add(head, "span", style.label);
    const list = add(panel, "dl");
    const idOf = (index) => (index === null ? null : data.records[index][0]);
    told(list, words.area, areaText(parcels.area[row]));
    told(list, words.since, parcels.since[row]);
    told(list, words.klass, termOf(data.klass));
    if (parcels.depth[row] !== null) told(list, words.depth, number(parcels.depth[row], 3) + " m");
    told(list, words.depth_by, idOf(parcels.depth_record[row]), true);
    told(list, words.parcel, parcels.id[row], true);
    told(list, words.point, lonLatText(chosen.x, chosen.y));
    add(panel, "h3", words.history);
    const history = add(panel, "ol");
    parcels.history[row].forEach((index) => recordItem(history, index, parcels.record[row]));
  };

  const choose = (x, y, row) => {
    chosen = { x, y, row };
    if (row !== null) history.replaceState(null, "", "#parcel=" + encodeURIComponent(parcels.id[row]));
    tell();
    later();
  };
  const chooseRow = (row, moving) => {
    const [x, y] = pointIn(row);
    if (moving) {
      fit(boxes[row], 0.35);
      canvas.scrollIntoView({ block: "nearest" });
    }
    choose(x, y, row);
  };

  // ---- the legend and the day ----

  const sums = () => {
    for (const style of data.styles) {
      const rows = versions[now].rows.filter((row) => parcels.status[row] === style.code);
      const total = rows.reduce((sum, row) => sum + parcels.area[row], 0);
      byId("sum-" + style.code).textContent = fill(words.sum, { area: areaText(total), count: number(rows.length, 0) });
    }
  };
  const showDay = (index) => {
    now = index;
    const slider = byId("day");
    if (slider) {
      slider.value = String(index);
      slider.setAttribute("aria-valuetext", versions[index].asOf);
      byId("day-text").textContent = fill(words.as_of, { when: versions[index].asOf });
    }
    if (chosen) {
      chosen.row = rowAt(chosen.x, chosen.y);
      tell();
    }
    sums();
    search();
    later();
  };

  // ---- search ----

  const texts = new Array(count);
  const textOf = (row) => {
    texts[row] ??= [parcels.id[row], ...parcels.history[row].flatMap((index) => data.records[index].slice(0, 4))]
      .filter(Boolean).join("\n").toLowerCase();
    return texts[row];
  };
  const results = (rows, text) => {
    const list = byId("results");
    list.replaceChildren();
    rows.sort((a, b) => parcels.area[b] - parcels.area[a]);
    for (const row of rows.slice(0, MOST_RESULTS)) {
      const style = data.styles.find(({ code }) => code === parcels.status[row]);
      const button = add(add(list, "li"), "button");
      button.type = "button";
      add(button, "span", style.label + " · " + areaText(parcels.area[row]));
      const sources = new Set(parcels.history[row].map((index) => data.records[index][3] || data.records[index][2]));
      add(button, "small", [...sources].filter(Boolean).join(", ") || parcels.id[row]);
      button.addEventListener("click", () => chooseRow(row, true));
    }
    byId("found").textContent = fill(text, { count: number(rows.length, 0), most: number(MOST_RESULTS, 0) });
  };
  function search() {
    const wanted = byId("search").value.trim().toLowerCase();
    if (!wanted) {
      byId("results").replaceChildren();
      byId("found").textContent = "";
      return;
    }
    const rows = versions[now].rows.filter((row) => textOf(row).includes(wanted));
    results(rows, rows.length > MOST_RESULTS ? words.many : words.found);
    unmoved(wanted);
  }
  function unmoved(wanted) {
    const found = data.still.map((texts, index) => [texts, index])
      .filter(([[source, , id, area]]) => [source, id, area].join("\n").toLowerCase().includes(wanted));
    for (const [[source, reasons], index] of found.slice(0, MOST_RESULTS)) {
      const button = add(add(byId("results"), "li"), "button");
      button.type = "button";
      add(button, "span", fill(words.unmoved, { record: source }));
      add(button, "small", reasons);
      button.addEventListener("click", () => byId("still-" + index).focus());
    }
    if (found.length) {
      byId("found").textContent += " · " + fill(words.still, { count: number(found.length, 0) });
    }
  }
  const listView = () => {
    const rows = shown();
    results(rows, rows.length > MOST_RESULTS ? words.many : words.found);
  };

  // ---- events ----

  const at = (event) => {
    const box = canvas.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  };
  let travelled = 0;
  canvas.addEventListener("pointerdown", (event) => {
    canvas.setPointerCapture(event.pointerId);
    pointers.set(event.pointerId, at(event));
    if (pointers.size === 1) travelled = 0;
  });
  canvas.addEventListener("pointermove", (event) => {
    const [sx, sy] = at(event);
    byId("where").textContent = lonLatText(worldX(sx), worldY(sy));
    const last = pointers.get(event.pointerId);
    if (!last) return;
    const others = [...pointers].filter(([id]) => id !== event.pointerId);
    pointers.set(event.pointerId, [sx, sy]);
    travelled += Math.abs(sx - last[0]) + Math.abs(sy - last[1]);
    if (others.length) {
      const [ox, oy] = others[0][1];
      const before = Math.hypot(last[0] - ox, last[1] - oy), after = Math.hypot(sx - ox, sy - oy);
      pan((sx - last[0]) / 2, (sy - last[1]) / 2);
      if (before > 0) zoom(after / before, (sx + ox) / 2, (sy + oy) / 2);
    } else if (travelled > 4) {
      pan(sx - last[0], sy - last[1]);
    }
  });
  canvas.addEventListener("pointerup", (event) => {
    const alone = pointers.size === 1;
    pointers.delete(event.pointerId);
    if (!alone || travelled > 4) return;
    const [sx, sy] = at(event);
    const x = worldX(sx), y = worldY(sy);
    choose(x, y, rowAt(x, y));
  });
  canvas.addEventListener("pointercancel", (event) => pointers.delete(event.pointerId));
  canvas.addEventListener("dblclick", (event) => zoom(2, ...at(event)));
  let hinting = 0;
  canvas.addEventListener("wheel", (event) => {
    const whole = byId("frame").classList.contains("whole");
    if (!event.ctrlKey && !event.metaKey && !whole && document.activeElement !== canvas) {
      byId("hint").classList.remove("hidden");
      clearTimeout(hinting);
      hinting = setTimeout(() => byId("hint").classList.add("hidden"), 1500);
      return;
    }
    event.preventDefault();
    const lines = event.deltaMode === 1 ? 16 : 1;
    zoom(Math.exp(-event.deltaY * lines * (event.ctrlKey ? 0.01 : 0.002)), ...at(event));
  }, { passive: false });

  const choosesCentre = () => choose(view.x, view.y, rowAt(view.x, view.y));
  const moves = {
    ArrowLeft: () => pan(80, 0), ArrowRight: () => pan(-80, 0), ArrowUp: () => pan(0, 80), ArrowDown: () => pan(0, -80),
    "+": () => zoom(1.5), "=": () => zoom(1.5), "-": () => zoom(1 / 1.5), 0: () => fit(allBox(), 0.92),
    Enter: choosesCentre, " ": choosesCentre,
  };
  canvas.addEventListener("keydown", (event) => {
    const move = moves[event.key];
    if (!move || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    move();
  });
  canvas.addEventListener("focus", later);
  canvas.addEventListener("blur", later);

  const whole = (on) => {
    byId("frame").classList.toggle("whole", on);
    byId("whole").setAttribute("aria-pressed", String(on));
    resize();
  };
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && byId("frame").classList.contains("whole")) whole(false);
  });
  byId("in").addEventListener("click", () => zoom(1.5));
  byId("out").addEventListener("click", () => zoom(1 / 1.5));
  byId("fit").addEventListener("click", () => fit(allBox(), 0.92));
  byId("whole").addEventListener("click", () => whole(!byId("frame").classList.contains("whole")));
  for (const style of data.styles) {
    byId("show-" + style.code).addEventListener("change", (event) => {
      if (event.target.checked) hidden.delete(style.code);
      else hidden.add(style.code);
      later();
    });
  }
  byId("search").addEventListener("input", search);
  byId("list").addEventListener("click", listView);
  const slider = byId("day");
  if (slider) {
    let playing = 0;
    const stop = () => {
      clearInterval(playing);
      playing = 0;
      byId("play").setAttribute("aria-pressed", "false");
    };
    slider.addEventListener("input", () => { stop(); showDay(Number(slider.value)); });
    byId("play").addEventListener("click", () => {
      if (playing) {
        stop();
        return;
      }
      byId("play").setAttribute("aria-pressed", "true");
      if (now === versions.length - 1) showDay(0);
      playing = setInterval(() => (now + 1 < versions.length ? showDay(now + 1) : stop()), 1200);
    });
  }

  const printed = (on) => {
    printing = on;
    document.documentElement.classList.toggle("printing", on);
    resize();
  };
  window.addEventListener("beforeprint", () => printed(true));
  window.addEventListener("afterprint", () => printed(false));
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", later);
  new ResizeObserver(resize).observe(byId("frame"));

  // ---- start ----

  resize();
  fit(allBox(), 0.92);
  showDay(now);
  tell();
  const linked = /^#parcel=(.+)$/.exec(location.hash);
  const row = linked ? versions[now].rows.find((candidate) => parcels.id[candidate] === decodeURIComponent(linked[1])) : undefined;
  if (row !== undefined) chooseRow(row, true);
})();

(() => {
  "use strict";
  const unit = document.getElementById("exact");
  if (!unit) return;
  const apply = () => document.getElementById("statement-table").classList.toggle("exact", unit.checked);
  unit.addEventListener("change", apply);
  apply();
})();
