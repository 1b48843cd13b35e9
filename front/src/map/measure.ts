// Lengths along the ground and areas, by pointer or by the middle of the map and the keyboard.
import type { FeatureCollection, Geometry } from "geojson";
import type { GeoJSONSource, Map } from "maplibre-gl";
import { button, make } from "./dom.ts";
import { area, length, type Position } from "./geodesy.ts";
import type { Settings } from "./settings.ts";

type Kind = "length" | "area";
const SOURCE = "measure";

/** The two buttons, the result, and the line on the map. */
export class Measure {
    readonly element: HTMLElement;
    /** Called when measuring begins and ends. */
    onBusy: (busy: boolean) => void = () => undefined;
    readonly #map: Map;
    readonly #settings: Settings;
    readonly #buttons: Record<Kind, HTMLButtonElement>;
    readonly #result: HTMLElement;
    readonly #help: HTMLElement;
    #kind: Kind | undefined;
    #points: Position[] = [];

    constructor(settings: Settings, map: Map) {
        [this.#settings, this.#map] = [settings, map];
        const { words } = settings;
        this.#buttons = {
            length: button(words.measure_length, () => this.#toggle("length")),
            area: button(words.measure_area, () => this.#toggle("area")),
        };
        for (const each of Object.values(this.#buttons)) each.setAttribute("aria-pressed", "false");
        this.#help = make("p", { class: "help", hidden: true }, words.measure_help);
        this.#result = make("output", { class: "map-measured", "aria-live": "polite" });
        this.element = make("div", { class: "map-measure" }, make("div", { class: "buttons" }, this.#buttons.length, this.#buttons.area), this.#help, this.#result);
        map.on("click", ({ lngLat }) => this.#add(lngLat.toArray()));
        map.on("styledata", () => this.#draw());
        map.getCanvas().addEventListener("keydown", (event) => this.#onKey(event));
    }

    #toggle(kind: Kind): void {
        this.#kind = this.#kind === kind ? undefined : kind;
        this.#points = [];
        for (const each of ["length", "area"] as const) this.#buttons[each].setAttribute("aria-pressed", String(each === this.#kind));
        this.#help.hidden = !this.#kind;
        this.#map.getCanvas().classList.toggle("measuring", Boolean(this.#kind));
        this.onBusy(Boolean(this.#kind));
        this.#draw();
        if (this.#kind) this.#map.getCanvas().focus();
    }

    #onKey(event: KeyboardEvent): void {
        if (!this.#kind) return;
        if (event.key === "Enter") this.#add(this.#map.getCenter().toArray());
        else if (event.key === "Backspace") this.#remove();
        else if (event.key === "Escape") this.#toggle(this.#kind);
        else return;
        event.preventDefault();
    }

    #add(position: Position): void {
        if (!this.#kind) return;
        this.#points.push(position);
        this.#draw();
    }

    #remove(): void {
        this.#points.pop();
        this.#draw();
    }

    #draw(): void {
        this.#result.textContent = this.#kind && this.#points.length > 1 ? this.#told() : "";
        if (!this.#map.getSource(SOURCE)) {
            if (!this.#kind || !this.#map.isStyleLoaded()) return;
            this.#addLayers();
        }
        void (this.#map.getSource(SOURCE) as GeoJSONSource).setData(this.#shape());
    }

    #addLayers(): void {
        this.#map.addSource(SOURCE, { type: "geojson", data: this.#shape() });
        const [ink, halo] = ["#34489a", "#ffffff"];
        this.#map.addLayer({ id: "measure-fill", type: "fill", source: SOURCE, filter: ["==", ["geometry-type"], "Polygon"], paint: { "fill-color": ink, "fill-opacity": 0.15 } });
        this.#map.addLayer({ id: "measure-halo", type: "line", source: SOURCE, paint: { "line-color": halo, "line-width": 5 } });
        this.#map.addLayer({ id: "measure-line", type: "line", source: SOURCE, paint: { "line-color": ink, "line-width": 2.5 } });
        this.#map.addLayer({
            id: "measure-point", type: "circle", source: SOURCE, filter: ["==", ["geometry-type"], "Point"],
            paint: { "circle-color": ink, "circle-radius": 5, "circle-stroke-color": halo, "circle-stroke-width": 2 },
        });
    }

    #shape(): FeatureCollection {
        const points = this.#points;
        const features: Geometry[] = points.map((coordinates) => ({ type: "Point", coordinates }));
        if (this.#kind === "area" && points.length > 2) features.push({ type: "Polygon", coordinates: [[...points, points[0] as Position]] });
        else if (points.length > 1) features.push({ type: "LineString", coordinates: points });
        return { type: "FeatureCollection", features: features.map((geometry) => ({ type: "Feature", properties: {}, geometry })) };
    }

    #told(): string {
        const { words } = this.#settings;
        const closed = this.#kind === "area" && this.#points.length > 2;
        const line = closed ? [...this.#points, this.#points[0] as Position] : this.#points;
        const long = `${words.length}: ${metres(length(line), words)}`;
        return closed ? `${words.area}: ${squares(area(this.#points), words)} · ${long}` : long;
    }
}

function number(value: number, digits: number): string {
    return new Intl.NumberFormat(document.documentElement.lang || undefined, { maximumFractionDigits: digits }).format(value);
}

function metres(value: number, { m, km }: Settings["words"]): string {
    return value < 10_000 ? `${number(value, value < 100 ? 1 : 0)} ${m}` : `${number(value / 1000, 2)} ${km}`;
}

function squares(value: number, { m2, km2 }: Settings["words"]): string {
    return value < 1e6 ? `${number(value, 0)} ${m2}` : `${number(value / 1e6, 3)} ${km2}`;
}
