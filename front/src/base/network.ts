// The network: `<html data-online="yes|no">` for styles and tests, and the service worker that keeps the shell.
import { forget, unsent } from "./store.ts";
import { confirmed } from "./dialog.ts";

function mark(): void {
    document.documentElement.dataset["online"] = navigator.onLine ? "yes" : "no";
}

/** A form `data-forget` (logging out) first removes what this device keeps; it asks where something was never sent. */
async function onForget(event: SubmitEvent): Promise<void> {
    const form = event.target as HTMLFormElement;
    if (!form.matches("form[data-forget]")) return;
    event.preventDefault();
    const question = form.dataset["forgetUnsent"];
    if (question && (await unsent()) > 0 && !(await confirmed(question))) return;
    await forget();
    for (const name of await caches.keys()) if (name.startsWith("pages-")) await caches.delete(name);
    form.submit();
}

/** Watch the network, and start the service worker where `<html data-service-worker="/sw.js">` names it. */
export function serveNetwork(): void {
    mark();
    window.addEventListener("online", mark);
    window.addEventListener("offline", mark);
    document.addEventListener("submit", (event) => void onForget(event));
    const script = document.documentElement.dataset["serviceWorker"];
    if (script && "serviceWorker" in navigator) void navigator.serviceWorker.register(script, { scope: "/" });
}
