// The service worker, served as /sw.js: it keeps the shell, so that a draft can be written with the network cut.
//
// It never keeps records: only files whose names carry their hash, the pages for entering something new, and the page that
// says that there is no network.
export {};
declare const self: ServiceWorkerGlobalScope;
declare const SHELL: string[];
declare const VERSION: string;

interface ServiceWorkerGlobalScope extends EventTarget {
    readonly clients: { claim(): Promise<void> };
    readonly location: Location;
    skipWaiting(): Promise<void>;
}
interface Extendable extends Event {
    waitUntil(promise: Promise<unknown>): void;
}
interface Fetching extends Extendable {
    readonly request: Request;
    respondWith(answer: Promise<Response>): void;
}

const FILES = `files-${VERSION}`;
const PAGES = "pages-1";
const OFFLINE = "/offline";
const KEPT_PAGE = /^\/(?:enter\/new\/|offline$)/;

async function install(): Promise<void> {
    const files = await caches.open(FILES);
    await files.addAll(SHELL);
    const pages = await caches.open(PAGES);
    await pages.add(OFFLINE).catch(() => undefined); // a page that is not there yet is kept at its first visit
    await self.skipWaiting();
}

async function activate(): Promise<void> {
    for (const name of await caches.keys()) {
        if (name.startsWith("files-") && name !== FILES) await caches.delete(name);
    }
    await self.clients.claim();
}

async function file(request: Request): Promise<Response> {
    const found = await caches.match(request, { cacheName: FILES });
    return found ?? fetch(request);
}

async function page(request: Request): Promise<Response> {
    const path = new URL(request.url).pathname;
    try {
        const answer = await fetch(request);
        // a page that we were sent elsewhere from (to the login) is not the page that was asked for
        if (answer.ok && !answer.redirected && KEPT_PAGE.test(path)) {
            await (await caches.open(PAGES)).put(path, answer.clone());
        }
        return answer;
    } catch (fault) {
        const pages = await caches.open(PAGES);
        const kept = (KEPT_PAGE.test(path) ? await pages.match(path) : undefined) ?? (await pages.match(OFFLINE));
        if (kept) return kept;
        throw fault;
    }
}

self.addEventListener("install", (event) => (event as Extendable).waitUntil(install()));
self.addEventListener("activate", (event) => (event as Extendable).waitUntil(activate()));
self.addEventListener("fetch", (event) => {
    const { request } = event as Fetching;
    const url = new URL(request.url);
    if (request.method !== "GET" || url.origin !== self.location.origin) return;
    if (url.pathname.startsWith("/assets/")) (event as Fetching).respondWith(file(request));
    else if (request.mode === "navigate") (event as Fetching).respondWith(page(request));
});
