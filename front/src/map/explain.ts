// The story of a point of land, beside the map: asked by a click, or from the middle of the map without a mouse.
import { Marker, type Map } from "maplibre-gl";
import { button, make, newId } from "./dom.ts";
import type { Settings } from "./settings.ts";
import type { View } from "./view.ts";

/** The panel. */
export class Explanation {
    readonly element: HTMLElement;
    readonly middle: HTMLButtonElement;
    readonly #settings: Settings;
    readonly #view: View;
    readonly #map: Map;
    readonly #story: HTMLElement;
    readonly #spot: Marker;
    #from: HTMLElement | undefined;
    #asked = 0;
    /** While something else uses the clicks, such as measuring. */
    busy = false;

    constructor(settings: Settings, view: View, map: Map) {
        [this.#settings, this.#view, this.#map] = [settings, view, map];
        const { words } = settings;
        const help = newId("explain-help");
        this.middle = button(words.explain_middle, () => this.#ask(map.getCenter().toArray(), this.middle));
        this.middle.setAttribute("aria-describedby", help);
        this.middle.append(make("span", { id: help, class: "unseen" }, words.explain_help));
        this.#story = make("div", { class: "map-story", "aria-live": "polite" });
        this.element = make("section", { class: "map-panel", "aria-label": words.explain_middle, hidden: true, tabindex: -1 }, button(words.close, () => this.close(), "map-close"), this.#story);
        this.element.addEventListener("keydown", (event) => {
            if (event.key === "Escape") this.close();
        });
        this.#spot = new Marker({ element: make("div", { class: "map-spot", "aria-hidden": "true" }) });
        map.on("click", ({ lngLat }) => {
            if (!this.busy) void this.#ask(lngLat.toArray(), map.getCanvas());
        });
        map.getCanvas().addEventListener("keydown", (event) => {
            if (event.key === "Enter" && !this.busy) void this.#ask(map.getCenter().toArray(), map.getCanvas());
        });
    }

    async #ask([lon, lat]: [number, number], from: HTMLElement): Promise<void> {
        const { words, explain } = this.#settings;
        this.#from = from;
        const number = ++this.#asked;
        const query = this.#view.parameters();
        query.set("lon", lon.toFixed(7));
        query.set("lat", lat.toFixed(7));
        this.#spot.setLngLat([lon, lat]).addTo(this.#map);
        this.element.hidden = false;
        this.#story.replaceChildren(make("p", { class: "quiet" }, words.explaining));
        const answer = await fetch(`${explain}?${query}`, { headers: { Accept: "text/html", "HX-Request": "true" } }).catch(() => undefined);
        // a session that has ended answers with the page for logging in: that is no story
        const text = answer?.ok && !answer.redirected ? await answer.text() : undefined;
        if (number === this.#asked) this.#tell(text);
    }

    #tell(text: string | undefined): void {
        if (text === undefined) {
            this.#story.replaceChildren(make("div", { class: "notice error" }, make("p", {}, this.#settings.words.explain_failed)));
        } else {
            this.#story.innerHTML = text; // the server's own page, escaped there; the policy runs no script in it
            htmx()?.process(this.#story);
        }
        const heading = this.#story.querySelector<HTMLElement>("h1, h2, h3");
        if (heading) heading.tabIndex = -1;
        (heading ?? this.element).focus();
        this.element.dispatchEvent(new CustomEvent("explained", { bubbles: true }));
    }

    /** Close the panel and go back to where the question was asked. */
    close(): void {
        this.#asked += 1;
        this.element.hidden = true;
        this.#spot.remove();
        this.#from?.focus();
    }
}

function htmx(): { process(element: Element): void } | undefined {
    return (window as { htmx?: { process(element: Element): void } }).htmx;
}
