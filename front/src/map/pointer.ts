// Where the pointer is, or the middle of the map.
import type { Map } from "maplibre-gl";
import { make } from "./dom.ts";
import type { Settings } from "./settings.ts";

/** A line with longitude and latitude. */
export function pointer({ words }: Settings, map: Map): HTMLElement {
    const text = make("span", { class: "coordinates" });
    const what = make("span", { class: "quiet" });
    const show = ({ lng, lat }: { lng: number; lat: number }, word: string): void => {
        what.textContent = word;
        text.textContent = `${words.lat} ${lat.toFixed(5)}  ${words.lon} ${lng.toFixed(5)}`;
    };
    map.on("mousemove", ({ lngLat }) => show(lngLat, ""));
    map.on("mouseout", () => show(map.getCenter(), words.middle));
    map.on("move", () => show(map.getCenter(), words.middle));
    show(map.getCenter(), words.middle);
    return make("p", { class: "map-pointer" }, what, text);
}
