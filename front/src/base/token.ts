// The token that proves that a request comes from our own page.

/** Header and value, from `<meta name="csrf-token" content="TOKEN" data-header="x-csrftoken">`; none where absent. */
export function tokenHeaders(): Record<string, string> {
    const meta = document.querySelector<HTMLMetaElement>('meta[name="csrf-token"]');
    return meta ? { [meta.dataset["header"] ?? "x-csrftoken"]: meta.content } : {};
}

interface RequestEvent extends Event {
    detail: { ctx: { request: { method: string; headers: Record<string, string> } } };
}

/** Give every request of htmx that changes something its token. */
export function serveToken(): void {
    document.addEventListener("htmx:config:request", (event) => {
        const { request } = (event as RequestEvent).detail.ctx;
        if (request.method.toUpperCase() !== "GET") Object.assign(request.headers, tokenHeaders());
    });
}
