// The settings document: what the server says about a map. Everything that a person reads comes from here.
import { WORDS, type DrawWords, type Words } from "./words.ts";

/** How a status looks; the same table as in `landrelease.publish.style`. */
export interface Status {
    code: string;
    label: string;
    fill: string;
    line: string;
    hatch: string;
    /** Directions of the hatch, degrees; none for released land. */
    angles: number[];
}

/** A layer that can be shown beside the land. */
export interface Layer {
    id: string;
    label: string;
    url: string;
    kind: "fill" | "line" | "circle" | "symbol";
    colour: string;
    shown: boolean;
    /** `geojson` where absent. */
    source?: "geojson" | "vector";
    /** Name of the layer inside vector tiles; `id` where absent. */
    source_layer?: string;
    /** Property that is written beside each thing. */
    label_field?: string;
    attribution?: string;
}

/** A layer inside vector PMTiles. */
export interface Part {
    source_layer: string;
    kind: "fill" | "line" | "symbol";
    colour: string;
    /** Colour on a dark ground; `colour` where absent. */
    colour_dark?: string;
    label_field?: string;
    min_zoom?: number;
    width?: number;
}

/** What lies under the land. */
export interface Ground {
    id: string;
    label: string;
    kind: "admin" | "pmtiles" | "raster";
    url: string;
    shown: boolean;
    attribution?: string;
    /** Of `admin`: the property with the name of the area. */
    label_field?: string;
    /** Of `pmtiles` with vector tiles; raster tiles have none. */
    parts?: Part[];
}

export interface Settings {
    /** West, south, east, north. */
    bounds: [number, number, number, number];
    classes: { code: string; label: string }[];
    class: string;
    /** Address of the tiles with the places `{class}`, `{known_at}`, `{z}`, `{x}`, `{y}`. */
    tiles: string;
    tiles_min_zoom?: number;
    tiles_max_zoom?: number;
    statuses: Status[];
    /** ISO days. */
    days: { first: string; last: string; day: string };
    /** ISO moment, or empty for now. */
    known_at: string;
    layers?: Layer[];
    grounds?: Ground[];
    /** Addresses; what is absent is not offered. */
    search?: string;
    explain?: string;
    print?: string;
    print_scales?: number[];
    /** Address of the page that makes maps for paper. */
    paper?: string;
    /** Id of the dialog that keeps the view under a name. */
    save?: string;
    /** Those of drawing only where the page draws. */
    words: Words & Partial<DrawWords>;
}

/** Read a settings document; say which words are missing rather than show a gap. */
export async function load(address: string, words: readonly (keyof Settings["words"])[] = WORDS): Promise<Settings> {
    const answer = await fetch(address, { headers: { Accept: "application/json" }, credentials: "same-origin" });
    if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
    const settings = (await answer.json()) as Settings;
    const missing = words.filter((word) => typeof settings.words?.[word] !== "string");
    if (missing.length) throw new Error(`${address}: no words for ${missing.join(", ")}`);
    return settings;
}

/** An address of ours as a whole address, its `{places}` untouched. */
export function whole(address: string): string {
    return address.startsWith("/") ? location.origin + address : address;
}
