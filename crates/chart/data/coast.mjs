// Makes coast.txt from Natural Earth 1:50m, as packed by the npm package world-atlas.
//
//   npm install --no-save world-atlas@2.0.2 topojson-client@3.1.0
//   node coast.mjs > coast.txt
//
// Each line of coast.txt is a ring of land, `land`, or a line between two countries, `border`, and then its
// corners: longitude and latitude, hundredths of a degree, each corner but the first as steps from the one before.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";

const require = createRequire(`${process.cwd()}/`);
const { feature, mesh } = require("topojson-client");
const read = (name) => JSON.parse(readFileSync(require.resolve(`world-atlas/${name}`), "utf8"));

/** What the file covers, degrees. */
const WEST = 18, EAST = 95, SOUTH = 32, NORTH = 58;
/** How far a line may move when corners are left out, degrees. */
const TOLERANCE = 0.01;
/** Rings of land with a smaller box than this are left out, square degrees. */
const SMALLEST = 0.02;

/** The four sides of the box: whether a point is inside, and where a segment meets the side. */
const sides = [
  [(p) => p[0] >= WEST, (a, b) => cut(a, b, 0, WEST)],
  [(p) => p[0] <= EAST, (a, b) => cut(a, b, 0, EAST)],
  [(p) => p[1] >= SOUTH, (a, b) => cut(a, b, 1, SOUTH)],
  [(p) => p[1] <= NORTH, (a, b) => cut(a, b, 1, NORTH)],
];

function cut(a, b, axis, at) {
  const t = (at - a[axis]) / (b[axis] - a[axis]);
  const p = [a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])];
  p[axis] = at;
  return p;
}

/** A ring cut to the box (Sutherland and Hodgman 1974). */
function clippedRing(ring) {
  let points = ring.slice(0, -1);
  for (const [inside, meet] of sides) {
    const next = [];
    points.forEach((b, i) => {
      const a = points[(i + points.length - 1) % points.length];
      if (inside(a) !== inside(b)) next.push(meet(a, b));
      if (inside(b)) next.push(b);
    });
    points = next;
  }
  return points.length < 3 ? [] : [...points, points[0]];
}

/** The parts of a line inside the box. */
function clippedLine(line) {
  let parts = [line];
  for (const [inside, meet] of sides) {
    parts = parts.flatMap((points) => {
      const out = [];
      let part = [];
      points.forEach((b, i) => {
        const a = points[i - 1];
        if (a && inside(a) !== inside(b)) part.push(meet(a, b));
        if (inside(b)) part.push(b);
        else if (part.length) { out.push(part); part = []; }
      });
      if (part.length) out.push(part);
      return out;
    });
  }
  return parts.filter((part) => part.length > 1);
}

/** A line with fewer corners (Douglas and Peucker 1973). */
function simplified(points) {
  if (points.length < 3) return points;
  const [a, b] = [points[0], points[points.length - 1]];
  const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
  const length = Math.hypot(dx, dy);
  let worst = 0, at = 0;
  points.forEach((p, i) => {
    const d = length === 0
      ? Math.hypot(p[0] - a[0], p[1] - a[1])
      : Math.abs((p[0] - a[0]) * dy - (p[1] - a[1]) * dx) / length;
    if (d > worst) [worst, at] = [d, i];
  });
  if (worst <= TOLERANCE) return [a, b];
  return [...simplified(points.slice(0, at + 1)).slice(0, -1), ...simplified(points.slice(at))];
}

/** A ring is simplified in two halves, so that its first corner and the one farthest from it stay. */
function simplifiedRing(ring) {
  const d = (p) => Math.hypot(p[0] - ring[0][0], p[1] - ring[0][1]);
  const far = ring.reduce((best, p, i) => (d(p) > d(ring[best]) ? i : best), 0);
  return [...simplified(ring.slice(0, far + 1)).slice(0, -1), ...simplified(ring.slice(far))];
}

function boxOf(points) {
  const xs = points.map((p) => p[0]), ys = points.map((p) => p[1]);
  return (Math.max(...xs) - Math.min(...xs)) * (Math.max(...ys) - Math.min(...ys));
}

function print(kind, points) {
  const whole = points.map((p) => p.map((v) => Math.round(v * 100)));
  const kept = whole.filter((p, i) => i === 0 || p[0] !== whole[i - 1][0] || p[1] !== whole[i - 1][1]);
  if (kept.length < 2) return;
  const steps = kept.map((p, i) => (i === 0 ? p : [p[0] - kept[i - 1][0], p[1] - kept[i - 1][1]]));
  console.log(`${kind} ${steps.flat().join(" ")}`);
}

const land = read("land-50m.json");
for (const shape of feature(land, land.objects.land).features) {
  const polygons = shape.geometry.type === "Polygon" ? [shape.geometry.coordinates] : shape.geometry.coordinates;
  for (const ring of polygons.flat()) {
    const inside = clippedRing(ring);
    if (inside.length && boxOf(inside) >= SMALLEST) print("land", simplifiedRing(inside));
  }
}
const countries = read("countries-50m.json");
const between = mesh(countries, countries.objects.countries, (a, b) => a !== b);
for (const line of between.coordinates.flatMap(clippedLine)) print("border", simplified(line));
