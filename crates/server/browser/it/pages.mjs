// All pages there are, and where one of each is found.

import { readFileSync } from "node:fs";

/** No pages: files, what a script listens to, and the way to a provider of single sign-on and back, which another test goes. */
const NO_PAGES = ["/export/findings", "/export/machine/{machine}", "/export/group/{id}", "/events/live", "/sign-in/oidc", "/sign-in/oidc/back"];
/** Pages for who is not signed in. */
export const OUTSIDE = ["/sign-in", "/first"];

const table = JSON.parse(readFileSync(new URL("pages.json", import.meta.url), "utf8"));
/** Every page for who is signed in, by the table of routes: `/machines/{machine}`. */
export const templates = table.filter((path) => ![...NO_PAGES, ...OUTSIDE].includes(path));
// What is written out goes before what stands for anything: `/machines/verdicts` is no machine.
const patterns = [...table]
  .sort((one, other) => one.split("{").length - other.split("{").length)
  .map((template) => [template, new RegExp(`^${template.replace(/\{[a-z]+\}/g, "[^/]+")}$`)]);

/** Which page an address is of. */
export function kindOf(pathname) {
  return patterns.find(([, pattern]) => pattern.test(pathname))?.[0];
}

/** One address of each kind of page, by following links from the first, and from those of `also`. What is done on each is `look`. */
export async function found(page, base, { also = [], look = () => {} } = {}) {
  const kinds = new Map();
  const open = [];
  const see = (href) => {
    const { pathname, searchParams } = new URL(href, base);
    const kind = kindOf(pathname);
    if (!templates.includes(kind) || searchParams.has("as") || kinds.has(kind)) return;
    kinds.set(kind, pathname);
    open.push(pathname);
  };
  ["/", ...also].forEach(see);
  while (open.length > 0) {
    const path = open.shift();
    await page.goto(path);
    const links = await page.$$eval("main a[href^='/'], header a[href^='/']", (links) => links.map((link) => link.getAttribute("href")));
    links.forEach(see);
    await look(path);
  }
  return [...kinds.entries()].sort();
}

/** Opens what is folded, so that it is judged too. */
export function unfold(page) {
  return page.evaluate(() => document.querySelectorAll("details").forEach((folded) => { folded.open = true; }));
}
