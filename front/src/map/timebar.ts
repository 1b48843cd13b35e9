// The days: a slider that filters what the browser already has, and a way to watch them pass.
import type { Map } from "maplibre-gl";
import { iso, ordinal, spoken, stepped, type Step } from "./days.ts";
import { button, calm, choice, make, newId } from "./dom.ts";
import type { Settings } from "./settings.ts";
import type { View } from "./view.ts";

const PACE_MS = 500;
const CALM_PACE_MS = 1500;
const KEYS: Record<string, [1 | -1, Step?]> = { ArrowUp: [1], ArrowDown: [-1], PageUp: [1, "year"], PageDown: [-1, "year"] };

/** The bar of days. */
export class Timebar {
    readonly element: HTMLElement;
    readonly #view: View;
    readonly #map: Map;
    readonly #settings: Settings;
    readonly #slider: HTMLInputElement;
    readonly #shown: HTMLOutputElement;
    readonly #play: HTMLButtonElement;
    readonly #first: number;
    readonly #last: number;
    readonly #language = document.documentElement.lang;
    #step: Step = "month";
    #timer = 0;
    #playing = false;

    constructor(settings: Settings, view: View, map: Map) {
        this.#settings = settings;
        this.#view = view;
        this.#map = map;
        const { words, days } = settings;
        this.#first = ordinal(days.first);
        this.#last = ordinal(days.last);
        const id = newId("day");
        this.#slider = make("input", { type: "range", id, min: 0, max: this.#last - this.#first, step: 1 });
        this.#slider.addEventListener("input", () => this.#go(this.#first + Number(this.#slider.value), true));
        this.#slider.addEventListener("keydown", (event) => this.#onKey(event));
        this.#shown = make("output", { for: id, class: "timebar-day" });
        this.#play = button(words.play, () => (this.#playing ? this.#stop() : this.#start()), "timebar-play");
        this.element = make(
            "div", { class: "timebar", role: "group", "aria-label": words.day },
            make("div", { class: "timebar-head" }, make("label", { for: id }, words.day), this.#shown),
            make("div", { class: "timebar-slide" }, this.#slider, this.#ends()),
            make("div", { class: "timebar-tools" }, this.#back(), this.#play, this.#forth(), this.#steps()),
        );
        this.#show();
        view.addEventListener("day", () => this.#show());
    }

    #ends(): HTMLElement {
        const end = (day: number): HTMLElement => make("span", {}, spoken(day, this.#language));
        return make("div", { class: "timebar-ends", "aria-hidden": "true" }, end(this.#first), end(this.#last));
    }

    #back(): HTMLButtonElement {
        return button(this.#settings.words.earlier, () => this.#go(stepped(this.#now(), this.#step, -1), true));
    }

    #forth(): HTMLButtonElement {
        return button(this.#settings.words.later, () => this.#go(stepped(this.#now(), this.#step, 1), true));
    }

    #steps(): HTMLElement {
        const { words } = this.#settings;
        const options = [
            { value: "day", label: words.step_day },
            { value: "month", label: words.step_month },
            { value: "year", label: words.step_year },
        ];
        return choice(words.step, options, this.#step, (step) => (this.#step = step as Step));
    }

    #now(): number {
        return ordinal(this.#view.day);
    }

    #go(day: number, byHand = false): void {
        if (byHand) this.#stop();
        this.#view.set("day", iso(Math.min(Math.max(day, this.#first), this.#last)));
    }

    #show(): void {
        const words = spoken(this.#now(), this.#language);
        this.#slider.value = String(this.#now() - this.#first);
        this.#slider.setAttribute("aria-valuetext", words);
        this.#shown.textContent = words;
    }

    /** Arrows go by the chosen step; left and right as the page reads. */
    #onKey(event: KeyboardEvent): void {
        const forward = getComputedStyle(this.#slider).direction === "rtl" ? -1 : 1;
        const sideways: Record<string, [1 | -1, Step?]> = { ArrowRight: [forward], ArrowLeft: [-forward as 1 | -1] };
        const found = KEYS[event.key] ?? sideways[event.key];
        if (!found) return;
        event.preventDefault();
        const [direction, step] = found;
        this.#go(stepped(this.#now(), step ?? this.#step, direction), true);
    }

    #start(): void {
        this.#playing = true;
        this.#play.textContent = this.#settings.words.pause;
        this.#play.setAttribute("aria-pressed", "true");
        if (this.#now() >= this.#last) this.#go(this.#first);
        this.#wait();
    }

    #stop(): void {
        this.#playing = false;
        window.clearTimeout(this.#timer);
        this.#play.textContent = this.#settings.words.play;
        this.#play.setAttribute("aria-pressed", "false");
    }

    /** The next day comes when the last one is drawn, and not before its time. */
    #wait(): void {
        const drawn = this.#map.areTilesLoaded() ? Promise.resolve() : this.#map.once("idle");
        this.#timer = window.setTimeout(() => void drawn.then(() => this.#next()), calm() ? CALM_PACE_MS : PACE_MS);
    }

    #next(): void {
        if (!this.#playing) return;
        this.#go(stepped(this.#now(), this.#step, 1));
        if (this.#now() >= this.#last) this.#stop();
        else this.#wait();
    }
}
