// Lengths and areas on the WGS84 ellipsoid. Angles in and out are degrees.
//
// Length: the inverse method of T. Vincenty, "Direct and inverse solutions of geodesics on the ellipsoid with application of
// nested equations", Survey Review 23 (176), 1975. Area: the authalic sphere and Lambert's azimuthal equal-area projection
// as in J. P. Snyder, "Map Projections: A Working Manual", USGS Professional Paper 1395, 1987, equations 3-11, 3-12 and 24-2
// to 24-4, centred on the shape, so that small shapes keep all their digits. The same kind of plane as the ledger's.

export type Position = [lon: number, lat: number];

const A = 6_378_137;
const F = 1 / 298.257223563;
const B = A * (1 - F);
const E2 = F * (2 - F);
const E = Math.sqrt(E2);
const RAD = Math.PI / 180;

/** Metres along the ground between two positions. */
export function distance([lon1, lat1]: Position, [lon2, lat2]: Position): number {
    const u1 = Math.atan((1 - F) * Math.tan(lat1 * RAD));
    const u2 = Math.atan((1 - F) * Math.tan(lat2 * RAD));
    const [s1, c1, s2, c2] = [Math.sin(u1), Math.cos(u1), Math.sin(u2), Math.cos(u2)];
    const wanted = (lon2 - lon1) * RAD;
    let lambda = wanted;
    for (let round = 0; round < 200; round++) {
        const [sl, cl] = [Math.sin(lambda), Math.cos(lambda)];
        const sinSigma = Math.hypot(c2 * sl, c1 * s2 - s1 * c2 * cl);
        if (sinSigma === 0) return 0;
        const cosSigma = s1 * s2 + c1 * c2 * cl;
        const sigma = Math.atan2(sinSigma, cosSigma);
        const sinAlpha = (c1 * c2 * sl) / sinSigma;
        const cos2Alpha = 1 - sinAlpha * sinAlpha;
        const middle = cos2Alpha === 0 ? 0 : cosSigma - (2 * s1 * s2) / cos2Alpha;
        const c = (F / 16) * cos2Alpha * (4 + F * (4 - 3 * cos2Alpha));
        const turn = sigma + c * sinSigma * (middle + c * cosSigma * (2 * middle * middle - 1));
        const next = wanted + (1 - c) * F * sinAlpha * turn;
        if (Math.abs(next - lambda) < 1e-13) return metres(sigma, sinSigma, cosSigma, cos2Alpha, middle);
        lambda = next;
    }
    return Number.NaN; // almost antipodal: no map of ours shows both
}

function metres(sigma: number, sinSigma: number, cosSigma: number, cos2Alpha: number, middle: number): number {
    const u2 = (cos2Alpha * (A * A - B * B)) / (B * B);
    const big = 1 + (u2 / 16_384) * (4096 + u2 * (-768 + u2 * (320 - 175 * u2)));
    const small = (u2 / 1024) * (256 + u2 * (-128 + u2 * (74 - 47 * u2)));
    const inner = cosSigma * (2 * middle * middle - 1);
    const outer = (small / 6) * middle * (4 * sinSigma * sinSigma - 3) * (4 * middle * middle - 3);
    return B * big * (sigma - small * sinSigma * (middle + (small / 4) * (inner - outer)));
}

/** Metres along a line of positions. */
export function length(line: Position[]): number {
    return line.slice(1).reduce((sum, position, index) => sum + distance(line[index] as Position, position), 0);
}

function authalic(sinLat: number): number {
    const es = E * sinLat;
    return (1 - E2) * (sinLat / (1 - es * es) + Math.atanh(es) / E);
}

const POLE = authalic(1);
const RADIUS = A * Math.sqrt(POLE / 2);

/** Square metres inside a ring; it need not be closed, and may turn either way. */
export function area(ring: Position[]): number {
    if (ring.length < 3) return 0;
    const lon0 = ring.reduce((sum, [lon]) => sum + lon, 0) / ring.length;
    const lat0 = ring.reduce((sum, [, lat]) => sum + lat, 0) / ring.length;
    const beta0 = Math.asin(authalic(Math.sin(lat0 * RAD)) / POLE);
    const plane = ring.map((position) => flat(position, lon0, beta0));
    let twice = 0;
    plane.forEach(([x, y], index) => {
        const [nextX, nextY] = plane[(index + 1) % plane.length] as [number, number];
        twice += x * nextY - nextX * y;
    });
    return Math.abs(twice) / 2;
}

function flat([lon, lat]: Position, lon0: number, beta0: number): [number, number] {
    const beta = Math.asin(authalic(Math.sin(lat * RAD)) / POLE);
    const turn = (lon - lon0) * RAD;
    const across = Math.cos(beta) * Math.cos(turn);
    const k = RADIUS * Math.sqrt(2 / (1 + Math.sin(beta0) * Math.sin(beta) + Math.cos(beta0) * across));
    return [k * Math.cos(beta) * Math.sin(turn), k * (Math.cos(beta0) * Math.sin(beta) - Math.sin(beta0) * across)];
}
