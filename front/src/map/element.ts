// <land-map src="ADDRESS OF THE SETTINGS">: the map with all that belongs to it.
import type { Map } from "maplibre-gl";
import { openMap } from "./canvas.ts";
import { make } from "./dom.ts";
import { Explanation } from "./explain.ts";
import { layerList, legend, switches } from "./legend.ts";
import { Measure } from "./measure.ts";
import { paper, sheet } from "./paper.ts";
import { pointer } from "./pointer.ts";
import { Search } from "./search.ts";
import { load, type Settings } from "./settings.ts";
import { Timebar } from "./timebar.ts";
import { View } from "./view.ts";

/**
 * The element. It tells the page of `day` (detail: ISO day), `found` (what a search found), `explained`, and sets
 * `data-state` to `ready` when the first picture stands, `failed` where there is none.
 */
export class LandMap extends HTMLElement {
    map: Map | undefined;
    view: View | undefined;
    #begun = false;

    connectedCallback(): void {
        if (this.#begun) return;
        this.#begun = true;
        this.dataset["state"] = "loading";
        this.#open().catch((fault: unknown) => {
            this.dataset["state"] = "failed"; // what the page wrote inside the element is shown
            console.error(fault);
        });
    }

    disconnectedCallback(): void {
        this.map?.remove();
        this.map = undefined;
    }

    async #open(): Promise<void> {
        const settings = await load(this.getAttribute("src") ?? "");
        const view = new View(settings);
        const canvas = make("div", { class: "map-canvas" });
        const stage = make("div", { class: "map-stage" }, canvas, make("div", { class: "map-cross", "aria-hidden": "true" }));
        const fault = make("p", { class: "map-fault notice warning", role: "status", hidden: true }, settings.words.tiles_failed);
        const side = make("div", { class: "map-side" });
        this.replaceChildren(side, stage);
        stage.append(fault);
        const map = await openMap(canvas, settings, view);
        [this.map, this.view] = [map, view];
        map.on("error", () => (fault.hidden = false));
        map.on("idle", () => {
            if (map.areTilesLoaded() && navigator.onLine) this.dataset["state"] = "ready";
            this.dataset["drawn"] = view.day;
        });
        map.on("dataloading", () => delete this.dataset["drawn"]);
        this.#furnish(settings, view, map, stage, side);
        view.addEventListener("day", () => this.dispatchEvent(new CustomEvent("day", { detail: view.day, bubbles: true })));
    }

    #furnish(settings: Settings, view: View, map: Map, stage: HTMLElement, side: HTMLElement): void {
        const measure = new Measure(settings, map);
        const tools = make("div", { class: "map-tools" }, measure.element);
        if (settings.search) side.append(new Search(settings, view, map).element);
        side.append(legend(settings, view), switches(settings, view), ...layerList(settings, view), tools);
        if (settings.print) tools.append(paper(settings, view, map));
        if (settings.paper) tools.append(sheet(settings, view, map));
        if (settings.save) tools.append(make("button", { type: "button", class: "button", "data-opens": settings.save }, settings.words.save));
        const bar = new Timebar(settings, view, map);
        const foot = make("div", { class: "map-foot" }, pointer(settings, map));
        this.append(bar.element, foot);
        if (!settings.explain) return;
        const explanation = new Explanation(settings, view, map);
        measure.onBusy = (busy) => (explanation.busy = busy);
        foot.append(explanation.middle);
        stage.append(explanation.element);
    }
}
