// The modules that need no page: lengths and areas against PROJ, days, shapes as text. Started by tests/web/front/test_build.py,
// which bundles them and computes the cases.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

const { area, length, cases, days, stepped, ordinal, iso, read, write, pieces } = await load();

/** The modules as esbuild bundled them, and the cases, named by the environment. */
async function load() {
    const modules = await import(process.env["FRONT_MODULES"]);
    return { ...modules, ...JSON.parse(readFileSync(process.env["FRONT_CASES"], "utf8")) };
}

for (const { name, ring, m2, m } of cases) {
    test(`${name}: length within a millimetre, area within a millionth`, () => {
        assert.ok(Math.abs(length([...ring, ring[0]]) - m) < 1e-3, `${length([...ring, ring[0]])} is not ${m}`);
        assert.ok(Math.abs(area(ring) / m2 - 1) < 1e-6, `${area(ring)} is not ${m2}`);
        assert.equal(area([...ring].reverse()).toFixed(3), area(ring).toFixed(3));
    });
}

for (const [from, step, direction, to] of days) {
    test(`one ${step} ${direction > 0 ? "after" : "before"} ${from} is ${to}`, () => {
        assert.equal(iso(stepped(ordinal(from), step, direction)), to);
    });
}

for (const text of ["POINT (17.123456789 44)", "LINESTRING (17 44, -17.5 -44.5)", "MULTIPOLYGON (((1 2, 3 2, 3 4, 1 2)), ((5 6, 7 6, 7 8, 5 6)))", "MULTIPOINT ((1 2), (3 4))"]) {
    test(`${text} comes back as it was`, () => {
        assert.equal(write(pieces(read(text))), text);
    });
}

for (const text of ["", "POINT", "POINT (1)", "POINT (181 0)", "POLYGON (1 2, 3 4)", "GEOMETRYCOLLECTION (POINT (1 2))", "POINT Z (1 2 3)", "POINT (1 2", "POINT (a b)"]) {
    test(`"${text}" is no shape to draw`, () => {
        assert.equal(read(text), undefined);
    });
}
