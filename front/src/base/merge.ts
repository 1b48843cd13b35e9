// Two versions of one draft: the fields that differ, side by side, for a person to choose from.
// The form holds `[data-draft-conflict]` with a table body `[data-draft-differences]` and a button `[data-draft-merge]`.

type Fields = Record<string, string[]>;

/** The place in a form where two versions are shown. */
export class Merge {
    readonly #form: HTMLFormElement;
    readonly #here: Fields;
    readonly #there: Fields;

    constructor(form: HTMLFormElement, here: Fields, there: Fields) {
        this.#form = form;
        this.#here = here;
        this.#there = there;
    }

    /** Ask, and hand over what was chosen. */
    ask(then: (chosen: Fields) => void): void {
        const place = this.#form.querySelector<HTMLElement>("[data-draft-conflict]");
        const body = place?.querySelector("[data-draft-differences]");
        if (!place || !body) return;
        body.replaceChildren(...this.#different().map((name) => this.#row(name)));
        place.hidden = false;
        place.querySelector("[data-draft-merge]")?.addEventListener("click", () => {
            place.hidden = true;
            then(this.#chosen(place));
        }, { once: true });
    }

    #different(): string[] {
        const names = new Set([...Object.keys(this.#here), ...Object.keys(this.#there)]);
        return [...names].filter((name) => said(this.#here[name]) !== said(this.#there[name]));
    }

    #row(name: string): HTMLElement {
        const row = document.createElement("tr");
        const head = document.createElement("th");
        head.scope = "row";
        head.textContent = this.#label(name);
        row.append(head, choice(name, "here", said(this.#here[name]), true), choice(name, "there", said(this.#there[name]), false));
        return row;
    }

    #label(name: string): string {
        const field = this.#form.elements.namedItem(name);
        const labels = field instanceof HTMLElement ? (field as HTMLInputElement).labels : null;
        const group = field instanceof RadioNodeList ? (field[0] as HTMLElement).closest("fieldset")?.querySelector("legend") : null;
        return (labels?.[0] ?? group)?.textContent?.trim() ?? name;
    }

    #chosen(place: HTMLElement): Fields {
        const chosen = { ...this.#here };
        for (const box of place.querySelectorAll<HTMLInputElement>("input:checked")) {
            const name = box.dataset["field"] ?? "";
            chosen[name] = (box.value === "there" ? this.#there[name] : this.#here[name]) ?? [];
        }
        return chosen;
    }
}

function said(values: string[] | undefined): string {
    return (values ?? []).filter((value) => value !== "").join("; ");
}

function choice(name: string, value: string, text: string, checked: boolean): HTMLElement {
    const box = document.createElement("input");
    Object.assign(box, { type: "radio", name: `_merge_${name}`, value, checked });
    box.dataset["field"] = name;
    const label = document.createElement("label");
    label.className = "choice";
    label.append(box, ` ${text || "–"}`);
    const cell = document.createElement("td");
    cell.append(label);
    return cell;
}
