// The style of MapLibre, written from the settings: ground, land, other layers; fonts are files of ours.
import type { FeatureCollection } from "geojson";
import type { FilterSpecification, LayerSpecification, SourceSpecification, StyleSpecification } from "maplibre-gl";
import { FACES } from "fonts:faces";
import { compact } from "./days.ts";
import { hatchName } from "./hatch.ts";
import { whole, type Ground, type Layer, type Part, type Settings, type Status } from "./settings.ts";
import type { View } from "./view.ts";

export const LAND = ["land-plain", "land-hatched", "land-line", "spots"] as const;
const FONT = ["Noto Sans"];
const FOR_EVER = 99_999_999;

/** Colours of what is not land, on a light and on a dark ground. */
const INKS = {
    light: { ground: "#eef0ec", edge: "#8f9994", text: "#2c3633", halo: "#ffffff" },
    dark: { ground: "#1d2429", edge: "#64707a", text: "#dfe6e4", halo: "#12181c" },
};
type Inks = (typeof INKS)["light"];

/** Address of the tiles of a view. */
export function tileAddress(settings: Settings, view: View): string {
    const known = encodeURIComponent(view.known_at);
    return whole(settings.tiles).replace("{class}", view.class).replace("{known_at}", known);
}

/** Which land is shown: that of the day, in the statuses that are ticked. */
export function landFilter(view: View, codes: string[]): FilterSpecification {
    const day = compact(view.day);
    const shown = codes.filter((code) => view.statuses.has(code));
    return [
        "all",
        ["<=", ["number", ["get", "from"], 0], day],
        ["<", day, ["number", ["get", "to"], FOR_EVER]],
        ["in", ["get", "status"], ["literal", shown]],
    ] as FilterSpecification;
}

/** The filters of the layers of land. */
export function landFilters(settings: Settings, view: View): [string, FilterSpecification][] {
    const all = settings.statuses.map(({ code }) => code);
    const hatched = settings.statuses.filter(({ angles }) => angles.length).map(({ code }) => code);
    const plain = all.filter((code) => !hatched.includes(code));
    const codes = { "land-plain": plain, "land-hatched": hatched, "land-line": all, spots: all };
    return LAND.map((id) => [id, landFilter(view, codes[id])]);
}

function byStatus(statuses: Status[], value: (status: Status) => string, other: string): unknown {
    return ["match", ["get", "status"], ...statuses.flatMap((status) => [status.code, value(status)]), other];
}

function landLayers(settings: Settings, view: View, dark: boolean): LayerSpecification[] {
    const filters = Object.fromEntries(landFilters(settings, view));
    const { statuses } = settings;
    const fill = byStatus(statuses, (status) => status.fill, "#888888");
    const line = dark ? "#d5dcd9" : byStatus(statuses, (status) => status.line, "#444444"); // dark edges drown on a dark ground
    const hatched = statuses.filter(({ angles }) => angles.length);
    const pattern = byStatus(hatched, ({ code }) => hatchName(code), hatchName(hatched[0]?.code ?? ""));
    const land = { source: "land", "source-layer": "land" };
    const width = ["interpolate", ["linear"], ["zoom"], 8, 0.6, 14, 1.6];
    const radius = ["interpolate", ["linear"], ["zoom"], 4, 1.5, 12, 4];
    const layers = [
        { id: "land-plain", type: "fill", ...land, paint: { "fill-color": fill, "fill-opacity": 0.85, "fill-antialias": false } },
        { id: "land-hatched", type: "fill", ...land, paint: { "fill-pattern": pattern, "fill-opacity": 0.9 } },
        { id: "land-line", type: "line", ...land, paint: { "line-color": line, "line-width": width } },
        {
            id: "spots", type: "circle", source: "land", "source-layer": "spots",
            paint: { "circle-color": fill, "circle-stroke-color": line, "circle-stroke-width": 0.75, "circle-radius": radius },
        },
    ];
    return layers.map((layer) => ({ ...layer, filter: filters[layer.id] })) as LayerSpecification[];
}

function label(id: string, source: object, field: string, inks: Inks, size: number): LayerSpecification {
    return {
        id, type: "symbol", ...source,
        layout: { "text-field": ["to-string", ["get", field]], "text-font": FONT, "text-size": size, "text-max-width": 8, "text-padding": 6 },
        paint: { "text-color": inks.text, "text-halo-color": inks.halo, "text-halo-width": 1.4 },
    } as LayerSpecification;
}

function partLayer(ground: Ground, part: Part, index: number, inks: Inks, dark: boolean): LayerSpecification {
    const from = { source: ground.id, "source-layer": part.source_layer, minzoom: part.min_zoom ?? 0 };
    const id = `${ground.id}:${index}`;
    if (part.kind === "symbol") return label(id, from, part.label_field ?? "name", inks, 12);
    const colour = (dark && part.colour_dark) || part.colour;
    const paint = part.kind === "fill" ? { "fill-color": colour } : { "line-color": colour, "line-width": part.width ?? 1 };
    return { id, type: part.kind, ...from, paint } as LayerSpecification;
}

/** Things as GeoJSON are fetched when they are first shown. */
function things(url: string, shown: boolean): string | FeatureCollection {
    return shown ? whole(url) : { type: "FeatureCollection", features: [] };
}

function groundSource(ground: Ground, shown: boolean): SourceSpecification {
    const credit = ground.attribution ? { attribution: ground.attribution } : {};
    if (ground.kind === "admin") return { type: "geojson", data: things(ground.url, shown), ...credit };
    const type = ground.parts ? "vector" : "raster";
    if (ground.kind === "pmtiles") return { type, url: `pmtiles://${whole(ground.url)}`, ...credit };
    return { type: "raster", tiles: [whole(ground.url)], tileSize: 256, ...credit };
}

function groundLayers(ground: Ground, inks: Inks, dark: boolean): LayerSpecification[] {
    if (ground.kind === "admin") {
        const line = { id: ground.id, type: "line", source: ground.id, paint: { "line-color": inks.edge, "line-width": 1, "line-dasharray": [4, 2] } };
        return [line as LayerSpecification];
    }
    if (ground.parts) return ground.parts.map((part, index) => partLayer(ground, part, index, inks, dark));
    return [{ id: ground.id, type: "raster", source: ground.id, paint: { "raster-fade-duration": 0 } } as LayerSpecification];
}

function layerSource(layer: Layer, shown: boolean): SourceSpecification {
    const credit = layer.attribution ? { attribution: layer.attribution } : {};
    if (layer.source === "vector") return { type: "vector", tiles: [whole(layer.url)], ...credit };
    return { type: "geojson", data: things(layer.url, shown), ...credit };
}

function otherLayers(layer: Layer, inks: Inks): LayerSpecification[] {
    const from = { source: layer.id, ...(layer.source === "vector" ? { "source-layer": layer.source_layer ?? layer.id } : {}) };
    const paints = {
        fill: { "fill-color": layer.colour, "fill-opacity": 0.25, "fill-outline-color": layer.colour },
        line: { "line-color": layer.colour, "line-width": 2 },
        circle: { "circle-color": layer.colour, "circle-radius": 6, "circle-stroke-color": inks.halo, "circle-stroke-width": 1.5 },
    };
    const shapes = layer.kind === "symbol" ? [] : [{ id: layer.id, type: layer.kind, ...from, paint: paints[layer.kind] } as LayerSpecification];
    const field = layer.label_field ?? (layer.kind === "symbol" ? "name" : undefined);
    if (!field) return shapes;
    const words = label(`${layer.id}:label`, from, field, inks, 12);
    if (layer.kind === "circle") Object.assign(words.layout as object, { "text-offset": [0, 1], "text-anchor": "top" });
    return [...shapes, words];
}

/** Ids of the layers of MapLibre that belong to a layer or ground of the settings. */
export function partsOf(style: { layers: { id: string }[] }, id: string): string[] {
    return style.layers.map((layer) => layer.id).filter((each) => each === id || each.startsWith(`${id}:`));
}

/** The whole style. */
export function styleOf(settings: Settings, view: View, dark: boolean): StyleSpecification {
    const inks = dark ? INKS.dark : INKS.light;
    const { grounds = [], layers = [] } = settings;
    const below = grounds.flatMap((ground) => groundLayers(ground, inks, dark));
    const names = grounds.filter(({ kind, label_field }) => kind === "admin" && label_field);
    const above = names.map((ground) => label(`${ground.id}:label`, { source: ground.id }, ground.label_field as string, inks, 13));
    const style = {
        version: 8,
        "font-faces": { "Noto Sans": FACES.map(([file, range]) => ({ url: new URL(file, import.meta.url).href, "unicode-range": range })) },
        sources: {
            land: {
                type: "vector", tiles: [tileAddress(settings, view)],
                minzoom: settings.tiles_min_zoom ?? 0, maxzoom: settings.tiles_max_zoom ?? 14,
            },
            ...Object.fromEntries(grounds.map((ground) => [ground.id, groundSource(ground, view.layers.has(ground.id))])),
            ...Object.fromEntries(layers.map((layer) => [layer.id, layerSource(layer, view.layers.has(layer.id))])),
        },
        layers: [
            { id: "background", type: "background", paint: { "background-color": inks.ground } },
            ...below,
            ...landLayers(settings, view, dark),
            ...layers.flatMap((layer) => otherLayers(layer, inks)),
            ...above,
        ],
    } as StyleSpecification;
    for (const { id } of [...grounds, ...layers]) {
        if (!view.layers.has(id)) for (const part of partsOf(style, id)) hide(style, part);
    }
    return style;
}

function hide(style: StyleSpecification, id: string): void {
    const layer = style.layers.find((each) => each.id === id);
    if (layer) layer.layout = { ...layer.layout, visibility: "none" } as never;
}
