// Days: ISO in addresses, whole numbers yyyymmdd in tiles, counted from the first in the slider. All in UTC.

const DAY_MS = 86_400_000;

/** Days since 1970 of an ISO day. */
export function ordinal(iso: string): number {
    return Math.round(Date.parse(`${iso}T00:00:00Z`) / DAY_MS);
}

/** ISO day of days since 1970. */
export function iso(day: number): string {
    return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

/** The day as tiles write it: yyyymmdd. */
export function compact(isoDay: string): number {
    return Number(isoDay.replaceAll("-", ""));
}

export type Step = "day" | "month" | "year";

/** The day one step later or earlier; a month that is too short gives its last day. */
export function stepped(day: number, step: Step, direction: 1 | -1): number {
    if (step === "day") return day + direction;
    const date = new Date(day * DAY_MS);
    const months = direction * (step === "month" ? 1 : 12);
    const [year, month, of] = [date.getUTCFullYear(), date.getUTCMonth() + months, date.getUTCDate()];
    const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
    return Math.round(Date.UTC(year, month, Math.min(of, last)) / DAY_MS);
}

/** The day in the language of the page. */
export function spoken(day: number, language: string): string {
    return new Intl.DateTimeFormat(language || undefined, { dateStyle: "long", timeZone: "UTC" }).format(day * DAY_MS);
}
