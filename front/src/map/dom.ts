// Elements, made in one line.

type Attributes = Record<string, string | number | boolean | undefined>;

/** Make an element; `undefined` and `false` leave an attribute out, `true` gives it without a value. */
export function make<K extends keyof HTMLElementTagNameMap>(
    tag: K,
    attributes: Attributes = {},
    ...inside: (Node | string)[]
): HTMLElementTagNameMap[K] {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
        if (value === undefined || value === false) continue;
        made.setAttribute(name, value === true ? "" : String(value));
    }
    made.append(...inside);
    return made;
}

let count = 0;

/** An id that the page does not have yet. */
export function newId(stem: string): string {
    count += 1;
    return `${stem}-${count}`;
}

/** A button with a word. */
export function button(word: string, onPress: () => void, kind = ""): HTMLButtonElement {
    const made = make("button", { type: "button", class: `button ${kind}`.trim() }, word);
    made.addEventListener("click", onPress);
    return made;
}

/** A checkbox with its label after it. */
export function checkbox(label: (Node | string)[], checked: boolean, onChange: (on: boolean) => void): HTMLLabelElement {
    const box = make("input", { type: "checkbox", checked });
    box.addEventListener("change", () => onChange(box.checked));
    return make("label", { class: "choice" }, box, ...label);
}

/** A labelled list to choose from. */
export function choice(
    word: string,
    options: { value: string; label: string }[],
    value: string,
    onChange: (value: string) => void,
): HTMLDivElement {
    const id = newId("choice");
    const select = make("select", { id });
    for (const option of options) select.append(make("option", { value: option.value, selected: option.value === value }, option.label));
    select.addEventListener("change", () => onChange(select.value));
    return make("div", { class: "field" }, make("label", { for: id }, word), select);
}

/** Whether the person asked for little motion. */
export function calm(): boolean {
    return matchMedia("(prefers-reduced-motion: reduce)").matches;
}
