// What this device keeps of drafts, in its own database.

/** A draft as kept here. */
export interface Kept {
    key: string;
    /** Values by the name of the field, in order. */
    fields: Record<string, string[]>;
    /** Revision of the server's copy that this one grew from. */
    revision: number;
    /** Whether the server has all of it. */
    sent: boolean;
    /** When it was last changed, milliseconds since 1970. */
    changed: number;
}

const NAME = "landrelease";
const TABLE = "draft";

function answered<T>(request: IDBRequest<T>): Promise<T> {
    return new Promise((done, failed) => {
        request.addEventListener("success", () => done(request.result));
        request.addEventListener("error", () => failed(request.error));
    });
}

async function table(mode: IDBTransactionMode): Promise<IDBObjectStore> {
    const request = indexedDB.open(NAME, 1);
    request.addEventListener("upgradeneeded", () => request.result.createObjectStore(TABLE, { keyPath: "key" }));
    const database = await answered(request);
    // another page may want to remove the database: let go at once
    database.addEventListener("versionchange", () => database.close());
    return database.transaction(TABLE, mode).objectStore(TABLE);
}

/** The kept draft of a key. */
export async function kept(key: string): Promise<Kept | undefined> {
    return answered((await table("readonly")).get(key) as IDBRequest<Kept | undefined>);
}

/** Keep a draft. */
export async function keep(draft: Kept): Promise<void> {
    await answered((await table("readwrite")).put(draft));
}

/** Drop one draft. */
export async function drop(key: string): Promise<void> {
    await answered((await table("readwrite")).delete(key));
}

/** How many drafts the server does not have. */
export async function unsent(): Promise<number> {
    const all = await answered((await table("readonly")).getAll() as IDBRequest<Kept[]>);
    return all.filter((draft) => !draft.sent).length;
}

/** Drop everything. */
export async function forget(): Promise<void> {
    await answered((await table("readwrite")).clear());
}
