// `<input type="hidden" data-here>`: what the browser shows when the form leaves, where a page changes its address itself.
export function serveHere(): void {
    document.addEventListener(
        "submit",
        (event) => {
            for (const field of (event.target as HTMLFormElement).querySelectorAll<HTMLInputElement>("input[data-here]"))
                field.value = location.pathname + location.search;
        },
        { capture: true },
    );
}
