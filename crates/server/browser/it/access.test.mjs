// Everybody can use it: with a keyboard, on a narrow screen, in the dark, without scripts, with a screen reader.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { found, OUTSIDE, templates, unfold } from "./pages.mjs";
import { against, picture, signIn, stage, visitor } from "./support.mjs";

const PAGE_BYTES = 200 * 1024;
let end;
let demo;
let browser;
let pages;

before(async () => {
  ({ demo, browser, end } = await stage());
  const { page, context } = await visitor(browser, demo.base);
  await signIn(page, "ada", demo.password);
  await page.goto("/administration/webhooks");
  await unfold(page);
  await page.getByLabel("Address").fill("https://hooks.example/fetter");
  await page.getByLabel("Address").press("Enter");
  await page.getByRole("heading", { level: 1 }).waitFor();
  pages = await found(page, demo.base, { also: [...(await whole(page)), await preview(page)] });
  await context.close();
});
after(() => end?.());

/** Lists that are linked to only where not all of them is shown beside something else. */
async function whole(page) {
  await page.goto("/findings");
  const finding = await page.locator("main tbody a[href^='/findings/']").first().getAttribute("href");
  return ["/findings/fixes", "/packages/requests/versions", `${finding}/comments`];
}

/** Has a version previewed that would refuse something, so that there are such pages. Their address. */
async function preview(page) {
  await page.goto("/policies");
  await page.getByRole("link", { name: "shop servers" }).click();
  await page.getByRole("link", { name: "Write a new version" }).click();
  const text = page.getByLabel("Policy", { exact: true });
  await text.fill(`${await text.inputValue()}\n[[deny]]\nid = "no-django"\nmode = "enforce"\npackages = ["django"]\n`);
  await page.getByRole("button", { name: "Take it as a new version" }).click();
  await page.getByRole("button", { name: "Preview what it would do" }).click();
  for (let tries = 0; tries < 120 && (await page.getByText("in the background").count()) > 0; tries += 1) {
    await page.waitForTimeout(500);
    await page.getByRole("link", { name: "Look again" }).click();
  }
  return new URL(page.url()).pathname;
}

test("all pages there are, are looked at", () => {
  const seen = pages.map(([kind]) => kind);
  assert.deepEqual(templates.filter((template) => !seen.includes(template)), []);
});

/** What each page is looked at in: name, window, colours, and the rules that it is judged by where not by all: in other colours it is the same page. */
const WAYS = [
  ["wide", { width: 1280, height: 900 }, "light"],
  ["dark", { width: 1280, height: 900 }, "dark", ["color-contrast"]],
  ["narrow", { width: 320, height: 720 }, "light"],
];

/** What is against a page, folded parts too, in each way; and how large it is. */
async function judged(page, kind, path) {
  const answer = await page.goto(path);
  assert.equal(answer.status(), 200, path);
  const size = (await answer.body()).length;
  const said = size >= PAGE_BYTES ? [`${path}: ${size} bytes`] : [];
  const name = kind === "/" ? "overview" : kind.slice(1).replaceAll("/", "-").replace(/[{}]/g, "");
  for (const [way, window, colorScheme, rules] of WAYS) {
    await page.setViewportSize(window);
    await page.emulateMedia({ colorScheme });
    await picture(page, `${way}-${name}`);
    await unfold(page);
    said.push(...(await against(page, rules)).map((one) => `${path}, ${way}: ${one}`));
    const isWide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
    if (isWide) said.push(`${path}, ${way}: wider than the window`);
  }
  return said;
}

test("nothing is against any page: wide, narrow and in the dark", async () => {
  const outside = await visitor(browser, demo.base);
  const said = [...outside.wrong];
  for (const path of OUTSIDE) said.push(...(await judged(outside.page, path, path)));
  await outside.context.close();
  // Two at once: while one waits for the server, the other is judged.
  const open = [...pages];
  const look = async () => {
    const { page, context, wrong } = await visitor(browser, demo.base);
    await signIn(page, "ada", demo.password);
    for (let next = open.shift(); next; next = open.shift()) said.push(...(await judged(page, ...next)));
    said.push(...wrong);
    await context.close();
  };
  await Promise.all([look(), look()]);
  assert.deepEqual(said, []);
});

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
