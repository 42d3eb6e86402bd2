// Everybody can use it: with a keyboard, on a narrow screen, in the dark, without scripts, with a screen reader.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { against, browser as launch, demonstration, picture, signIn, visitor } from "./support.mjs";

const PAGE_BYTES = 200 * 1024;
let demo;
let browser;
let pages;

before(async () => {
  [demo, browser] = await Promise.all([demonstration(), launch()]);
  const { page, context } = await visitor(browser, demo.base);
  await signIn(page, "ada", demo.password);
  pages = await found(page);
  await context.close();
});
after(async () => {
  await browser?.close();
  await demo?.end();
});

/** The pages there are: of each kind one, by following links. */
async function found(page) {
  const kinds = new Map();
  const open = ["/"];
  while (open.length > 0) {
    const path = open.shift();
    await page.goto(path);
    const links = await page.$$eval("main a[href^='/'], header a[href^='/']", (links) => links.map((link) => link.getAttribute("href")));
    for (const href of links) {
      const { pathname } = new URL(href, demo.base);
      const kind = pathname.replace(/\/[0-9a-f]{32}|\/(release|policy)-\d+|\/\d+/g, "/N").replace(/^\/packages\/.*/, "/packages/N");
      if (pathname.startsWith("/export") || href.includes("as=csv") || kinds.has(kind)) continue;
      kinds.set(kind, pathname);
      open.push(pathname);
    }
  }
  return [...kinds.entries()].sort();
}

for (const [name, options, rules] of [
  ["wide", {}],
  ["narrow", { viewport: { width: 320, height: 720 } }],
  // The same pages in other colours.
  ["dark", { colorScheme: "dark" }, ["color-contrast"]],
]) {
  test(`nothing is against any page: ${name}`, async () => {
    assert.ok(pages.length > 25, `${pages.length} kinds of pages are linked`);
    const { page, context, wrong } = await visitor(browser, demo.base, options);
    await signIn(page, "ada", demo.password);
    const said = [];
    for (const [kind, path] of pages) {
      const answer = await page.goto(path);
      assert.equal(answer.status(), 200, path);
      const size = (await answer.body()).length;
      if (size >= PAGE_BYTES) said.push(`${path}: ${size} bytes`);
      said.push(...(await against(page, rules)).map((one) => `${path}: ${one}`));
      const isWide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
      if (isWide) said.push(`${path}: wider than the window`);
      await picture(page, `${name}-${kind === "/" ? "overview" : kind.slice(1).replaceAll("/", "-")}`);
    }
    assert.deepEqual([...said, ...wrong], []);
    await context.close();
  });
}

test("it can be read and used without scripts", async () => {
  const { page, context } = await visitor(browser, demo.base, { javaScriptEnabled: false });
  await signIn(page, "ada", demo.password);
  for (const [, path] of pages) {
    const answer = await page.goto(path);
    assert.equal(answer.status(), 200, path);
    assert.equal(await page.locator("h1").count(), 1, path);
  }
  await page.goto("/packages");
  await page.getByLabel("Who has").fill("requests");
  await page.getByRole("button", { name: "Show" }).click();
  await page.getByRole("link", { name: "requests", exact: true }).first().click();
  await page.getByRole("heading", { level: 1, name: "requests" }).waitFor();
  await context.close();
});

test("a keyboard is enough", async () => {
  const { page, context } = await visitor(browser, demo.base);
  await page.goto("/sign-in");
  await page.getByLabel("User name").focus();
  await page.keyboard.type("ada");
  await page.keyboard.press("Tab");
  await page.keyboard.type(demo.password);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 1, name: "Overview" }).waitFor();
  await page.keyboard.press("Tab");
  const first = await page.evaluate(() => document.activeElement.textContent);
  assert.equal(first, "To the contents");
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement.id), "main");
  const seen = new Set();
  for (let at = 0; at < 400; at += 1) {
    await page.keyboard.press("Tab");
    const focused = await page.evaluate(() => {
      const element = document.activeElement;
      if (element === document.body) return null;
      const style = getComputedStyle(element);
      return { text: element.outerHTML.slice(0, 80), isSeen: style.outlineStyle !== "none" };
    });
    if (!focused || seen.has(focused.text)) break;
    seen.add(focused.text);
    assert.ok(focused.isSeen, `where the keyboard is, is seen: ${focused.text}`);
  }
  assert.ok(seen.size > 5, `${seen.size} places`);
  await context.close();
});
