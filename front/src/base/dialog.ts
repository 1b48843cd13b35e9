// Dialogs: `<button data-opens="ID">` opens a `<dialog id="ID">`, `data-closes` inside it closes it, and what asks for
// confirmation (`hx-confirm`, or `data-confirm` on a form) asks in `<dialog id="confirm">`, whose words the server wrote.

/** Show a question in the page's own dialog and wait for the answer. */
export async function confirmed(question: string): Promise<boolean> {
    const dialog = document.querySelector<HTMLDialogElement>("dialog#confirm");
    const text = dialog?.querySelector("[data-text]");
    if (!dialog || !text) return window.confirm(question);
    text.textContent = question;
    dialog.returnValue = "";
    dialog.showModal();
    return new Promise((answer) => {
        dialog.addEventListener("close", () => answer(dialog.returnValue === "yes"), { once: true });
    });
}

interface ConfirmEvent extends Event {
    detail: { ctx: { confirm: string }; issueRequest(): void; dropRequest(): void };
}

function onRequest(event: Event): void {
    const { ctx, issueRequest, dropRequest } = (event as ConfirmEvent).detail;
    event.preventDefault();
    void confirmed(ctx.confirm).then((yes) => (yes ? issueRequest() : dropRequest()));
}

function onSubmit(event: SubmitEvent): void {
    const form = event.target as HTMLFormElement;
    const submitter = event.submitter as HTMLButtonElement | null;
    const question = submitter?.dataset["confirm"] ?? form.dataset["confirm"];
    if (!question || form.dataset["confirmed"] === "yes") return;
    event.preventDefault();
    event.stopImmediatePropagation();
    void confirmed(question).then((yes) => {
        if (!yes) return;
        form.dataset["confirmed"] = "yes";
        form.requestSubmit(submitter ?? undefined);
        delete form.dataset["confirmed"];
    });
}

function onClick(event: MouseEvent): void {
    const target = (event.target as Element).closest<HTMLElement>("[data-opens], [data-closes]");
    if (!target) return;
    const opens = target.dataset["opens"];
    if (opens) document.querySelector<HTMLDialogElement>(`dialog#${CSS.escape(opens)}`)?.showModal();
    else target.closest("dialog")?.close();
}

/** Watch the page for all of these. */
export function serveDialogs(): void {
    document.addEventListener("click", onClick);
    document.addEventListener("submit", onSubmit, { capture: true });
    document.addEventListener("htmx:confirm", onRequest);
}
