// Printing to scale: the server makes the sheet, this only says what is looked at.
import type { Map } from "maplibre-gl";
import { choice, make } from "./dom.ts";
import type { Settings } from "./settings.ts";
import type { View } from "./view.ts";

/** A choice of scale and a link to the sheet. */
export function paper(settings: Settings, view: View, map: Map): HTMLElement {
    const scales = settings.print_scales ?? [];
    let scale = String(scales[Math.floor(scales.length / 2)] ?? "");
    const link = make("a", { class: "button", target: "_blank", rel: "noopener" }, settings.words.print);
    const write = (): void => {
        const query = view.parameters();
        const { lng, lat } = map.getCenter();
        query.set("lon", lng.toFixed(6));
        query.set("lat", lat.toFixed(6));
        query.set("scale", scale);
        query.set("statuses", [...view.statuses].join(","));
        query.set("layers", [...view.layers].join(","));
        link.href = `${settings.print}?${query}`;
    };
    const options = scales.map((each) => ({ value: String(each), label: `1 : ${each.toLocaleString(document.documentElement.lang || undefined)}` }));
    const scaleChoice = choice(settings.words.print_scale, options, scale, (value) => {
        scale = value;
        write();
    });
    for (const name of ["day", "class", "known_at", "statuses", "layers"]) view.addEventListener(name, write);
    map.on("moveend", write);
    write();
    return make("div", { class: "map-paper" }, scaleChoice, link);
}

/** A link to the page on which a map for paper is chosen; it takes along what is looked at. */
export function sheet(settings: Settings, view: View, map: Map): HTMLAnchorElement {
    const link = make("a", { class: "button" }, settings.words.paper);
    const write = (): void => {
        const query = view.parameters();
        const bounds = map.getBounds();
        const [west, east] = [Math.max(bounds.getWest(), -180), Math.min(bounds.getEast(), 180)];
        query.set("extent", "view");
        query.set("bbox", [west, bounds.getSouth(), east, bounds.getNorth()].map((each) => each.toFixed(5)).join(","));
        link.href = `${settings.paper}?${query}`;
    };
    for (const name of ["day", "class", "known_at"]) view.addEventListener(name, write);
    map.on("moveend", write);
    write();
    return link;
}
