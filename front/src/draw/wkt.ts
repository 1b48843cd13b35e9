// Shapes as text: well-known text in WGS84, longitude first.
import type { Geometry, Position } from "geojson";

/** The shapes that can be drawn; a polygon has one ring. */
export type Simple = { type: "Point"; coordinates: Position } | { type: "LineString"; coordinates: Position[] } | { type: "Polygon"; coordinates: Position[][] };
type Nested = Position | Nested[];

const DIGITS = 9; // a tenth of a millimetre
const DEPTH: Record<string, number> = { POINT: 0, LINESTRING: 1, POLYGON: 2, MULTIPOINT: 1, MULTILINESTRING: 2, MULTIPOLYGON: 3 };

/** Read a text; `undefined` where it is no shape that can be drawn on a map. */
export function read(text: string): Geometry | undefined {
    const found = /^\s*(?:SRID=4326;\s*)?([A-Z]+)\s*(\(.*\))\s*$/is.exec(text);
    const kind = found?.[1]?.toUpperCase() ?? "";
    const depth = DEPTH[kind];
    if (!found?.[2] || depth === undefined) return undefined;
    // brackets as in JSON; each pair of numbers becomes a position
    const body = found[2].replace(/[-+.\deE]+(?:\s+[-+.\deE]+)+/g, (numbers) => `[${numbers.trim().split(/\s+/).map(Number).join(",")}]`);
    const parsed = parse(body.replaceAll("(", "[").replaceAll(")", "]"));
    const nested = kind === "MULTIPOINT" ? parsed?.map((each) => (Array.isArray(each) && Array.isArray(each[0]) ? each[0] : each)) : parsed;
    const coordinates = depth === 0 ? nested?.[0] : nested;
    if (coordinates === undefined || !good(coordinates as Nested, depth)) return undefined;
    const type = { POINT: "Point", LINESTRING: "LineString", POLYGON: "Polygon", MULTIPOINT: "MultiPoint", MULTILINESTRING: "MultiLineString" }[kind] ?? "MultiPolygon";
    return { type, coordinates } as Geometry;
}

function parse(text: string): unknown[] | undefined {
    try {
        return JSON.parse(text) as unknown[];
    } catch {
        return undefined;
    }
}

function good(nested: Nested, depth: number): boolean {
    if (!Array.isArray(nested)) return false;
    if (depth > 0) return nested.length > 0 && (nested as Nested[]).every((each) => good(each, depth - 1));
    const [lon, lat] = nested as [number, number];
    return nested.length === 2 && Math.abs(lon) <= 180 && Math.abs(lat) <= 90;
}

/** The shapes that a text is made of, as far as each can be drawn: `undefined` where one has a hole. */
export function pieces(shape: Geometry): Simple[] | undefined {
    if (shape.type === "GeometryCollection") return undefined;
    if (!shape.type.startsWith("Multi")) return shape.type === "Polygon" && shape.coordinates.length > 1 ? undefined : [shape as Simple];
    const type = shape.type.slice(5);
    const all = (shape.coordinates as unknown[]).map((coordinates) => ({ type, coordinates }) as Simple);
    return all.every((each) => each.type !== "Polygon" || each.coordinates.length === 1) ? all : undefined;
}

/** Write shapes as one text; several of one kind as one multiple shape. The first kind wins. */
export function write(shapes: Simple[]): string {
    const [first] = shapes;
    if (!first) return "";
    const same = shapes.filter(({ type }) => type === first.type);
    const bodies = same.map(body);
    const name = first.type.toUpperCase();
    return bodies.length === 1 ? `${name} ${bodies[0]}` : `MULTI${name} (${bodies.join(", ")})`;
}

function body(shape: Simple): string {
    if (shape.type === "Point") return `(${pair(shape.coordinates)})`;
    if (shape.type === "LineString") return `(${shape.coordinates.map(pair).join(", ")})`;
    return `(${shape.coordinates.map((ring) => `(${ring.map(pair).join(", ")})`).join(", ")})`;
}

function pair([lon, lat]: Position): string {
    return `${Number((lon as number).toFixed(DIGITS))} ${Number((lat as number).toFixed(DIGITS))}`;
}

/** All corners in order, the closing one left out. */
export function corners(shapes: Simple[]): Position[] {
    return shapes.flatMap((shape) => {
        if (shape.type === "Point") return [shape.coordinates];
        return shape.type === "LineString" ? shape.coordinates : (shape.coordinates[0] ?? []).slice(0, -1);
    });
}
