// The map itself: MapLibre with our style, kept in step with the view.
import { addProtocol, AttributionControl, Map, NavigationControl, ScaleControl, setWorkerUrl } from "maplibre-gl";
import type { GeoJSONSource, VectorTileSource } from "maplibre-gl";
import { WORKER } from "worker:file";
import { calm } from "./dom.ts";
import { hatch, hatchName } from "./hatch.ts";
import { whole, type Settings } from "./settings.ts";
import { landFilters, partsOf, styleOf, tileAddress } from "./style.ts";
import type { View } from "./view.ts";

setWorkerUrl(new URL(WORKER, import.meta.url).href);

const DARK = matchMedia("(prefers-color-scheme: dark)");
const RIGHT_TO_LEFT = "rtl";

/** Make PMTiles readable, only where a ground asks for them. */
async function readPmtiles(settings: Settings): Promise<void> {
    const archives = (settings.grounds ?? []).filter(({ kind }) => kind === "pmtiles");
    if (!archives.length) return;
    const { PMTiles, Protocol } = await import("pmtiles");
    const protocol = new Protocol();
    for (const { url } of archives) protocol.add(new PMTiles(whole(url)));
    addProtocol("pmtiles", protocol.tile);
}

function locale({ words }: Settings): Record<string, string> {
    return {
        "Map.Title": words.map,
        "AttributionControl.ToggleAttribution": words.attribution,
        "NavigationControl.ZoomIn": words.zoom_in,
        "NavigationControl.ZoomOut": words.zoom_out,
        "ScaleControl.Meters": words.m,
        "ScaleControl.Kilometers": words.km,
    };
}

function camera(settings: Settings, view: View): object {
    if (!view.camera) return { bounds: settings.bounds, fitBoundsOptions: { padding: 24 } };
    const [lon, lat, zoom] = view.camera;
    return { center: [lon, lat], zoom };
}

/**
 * Put a map into a place and keep it in step with the view; `alone` where others draw on it too: then its colours stay and
 * the address of the page is none of its business.
 */
export async function openMap(place: HTMLElement, settings: Settings, view: View, { alone = false } = {}): Promise<Map> {
    await readPmtiles(settings);
    const map = new Map({
        container: place,
        style: styleOf(settings, view, DARK.matches),
        ...camera(settings, view),
        locale: locale(settings),
        attributionControl: false,
        dragRotate: false,
        pitchWithRotate: false,
        touchPitch: false,
        maxPitch: 0,
        maxZoom: 20,
        fadeDuration: calm() ? 0 : 150,
        renderWorldCopies: false,
    });
    map.touchZoomRotate.disableRotation();
    map.keyboard.disableRotation();
    const rtl = getComputedStyle(place).direction === RIGHT_TO_LEFT;
    map.addControl(new NavigationControl({ showCompass: false }), rtl ? "top-left" : "top-right");
    map.addControl(new ScaleControl({ maxWidth: 120 }), rtl ? "bottom-right" : "bottom-left");
    map.addControl(new AttributionControl({ compact: true }), rtl ? "bottom-left" : "bottom-right");
    map.setMissingStyleImageResolver((id) => {
        const status = settings.statuses.find(({ code }) => hatchName(code) === id);
        if (!status || map.hasImage(id)) return;
        const { image, ratio } = hatch(status);
        map.addImage(id, image, { pixelRatio: ratio });
    });
    if (!alone) follow(map, settings, view);
    return map;
}

/** Carry changes of the view into the map; nothing is loaded anew but for another class or knowledge. */
function follow(map: Map, settings: Settings, view: View): void {
    let asked = 0;
    const filter = (): void => {
        cancelAnimationFrame(asked);
        asked = requestAnimationFrame(() => {
            for (const [id, each] of landFilters(settings, view)) map.setFilter(id, each, { validate: false });
        });
    };
    const reload = (): void => {
        (map.getSource("land") as VectorTileSource).setTiles([tileAddress(settings, view)]);
    };
    const fetched = new Set(view.layers);
    const show = (): void => {
        const style = { layers: map.getStyle().layers };
        for (const { id, url } of [...(settings.layers ?? []), ...(settings.grounds ?? [])]) {
            const shown = view.layers.has(id);
            for (const part of partsOf(style, id)) map.setLayoutProperty(part, "visibility", shown ? "visible" : "none");
            const source = map.getSource(id);
            if (shown && !fetched.has(id) && source?.type === "geojson") void (source as GeoJSONSource).setData(whole(url));
            if (shown) fetched.add(id);
        }
    };
    view.addEventListener("day", filter);
    view.addEventListener("statuses", filter);
    view.addEventListener("class", reload);
    view.addEventListener("known_at", reload);
    view.addEventListener("layers", show);
    const restyle = (): void => {
        fetched.clear();
        for (const id of view.layers) fetched.add(id);
        map.setStyle(styleOf(settings, view, DARK.matches));
    };
    DARK.addEventListener("change", restyle);
    map.on("remove", () => DARK.removeEventListener("change", restyle));
    map.on("moveend", () => {
        const { lng, lat } = map.getCenter();
        view.camera = [Number(lng.toFixed(6)), Number(lat.toFixed(6)), Number(map.getZoom().toFixed(2))];
        view.write();
    });
}
