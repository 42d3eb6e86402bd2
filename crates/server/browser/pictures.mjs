// The pictures of the user guide (docs/guide/pictures), of a demonstration: what its text speaks of must be seen there.

import { mkdirSync } from "node:fs";
import { signIn, stage, visitor } from "./it/support.mjs";

const target = process.env.FETTER_GUIDE_PICTURES ?? "docs/guide/pictures";
const width = 1200;
const highest = 1100;
mkdirSync(target, { recursive: true });

const { demo, browser, end } = await stage();

/** Somebody who is signed in. */
async function somebody(name) {
  const options = { viewport: { width, height: 1000 }, colorScheme: "light", reducedMotion: "reduce" };
  const { page } = await visitor(browser, demo.base, options);
  await signIn(page, name, demo.password);
  return page;
}

/** The upper part of the page that is open: down to the end of what is found by `last`, or so many pixels. */
async function picture(page, name, last) {
  await page.evaluate(() => globalThis.document.activeElement?.blur());
  let height = last;
  if (typeof last !== "number") {
    const box = await last.boundingBox();
    height = Math.min(Math.ceil(box.y + box.height) + 4, highest);
  }
  await page.screenshot({ path: `${target}/${name}.png`, fullPage: true, clip: { x: 0, y: 0, width, height } });
}

async function overview(page) {
  await page.goto("/");
  await picture(page, "overview", page.getByText("The numbers"));
}

/** From the heat map to the machine that has malware, and to what that is. */
async function machines(page) {
  await page.goto("/machines/verdicts?q=ds-");
  const row = page.locator("tbody tr", { hasText: "ds-02" });
  await picture(page, "verdicts", page.locator("tbody tr").nth(5));
  await row.getByRole("link", { name: "ds-02" }).click();
  await page.getByRole("heading", { level: 1, name: "ds-02" }).waitFor();
  const malware = page.locator("tbody tr", { hasText: "MAL-DEMO-2" }).first();
  await picture(page, "machine", malware);
  await malware.getByRole("link", { name: "MAL-DEMO-2" }).click();
  await page.getByRole("heading", { level: 1, name: /MAL-DEMO-2/ }).waitFor();
  await picture(page, "finding", page.locator("table").last());
}

async function enrolment(page) {
  await page.goto("/administration/enrolment");
  await page.locator("form[method=post]").getByLabel("Group").selectOption({ label: "laptops" });
  await page.getByRole("button", { name: "Make a token" }).click();
  await page.locator(".command").first().waitFor();
  await picture(page, "enrolment", page.locator(".command").last());
}

async function policies(page) {
  await page.goto("/policies");
  await page.getByRole("link", { name: "shop servers" }).click();
  await page.getByRole("link", { name: "Write a new version" }).click();
  const text = page.getByLabel("Policy", { exact: true });
  await text.fill(`${await text.inputValue()}\n[[deny]]\nid = "no-django"\nmode = "enforce"\npackages = ["django"]\n`);
  await page.getByLabel("What is new in it").fill("no Django on servers");
  await page.getByRole("button", { name: "Take it as a new version" }).click();
  await page.getByRole("button", { name: "Preview what it would do" }).click();
  for (let tries = 0; tries < 120 && (await page.getByText("in the background").count()) > 0; tries += 1) {
    await page.waitForTimeout(500);
    await page.getByRole("link", { name: "Look again" }).click();
  }
  const would = page.getByRole("table", { name: /^What would be refused/ });
  await would.waitFor();
  await picture(page, "preview", would);
  await page.goto("/policies");
  await page.getByRole("link", { name: "laptops", exact: true }).click();
  await picture(page, "roll-out", page.getByRole("table", { name: /^Versions/ }));
}

async function requests(page) {
  await page.goto("/requests");
  await page.getByRole("link", { name: "left-pad-py" }).click();
  await page.getByRole("button", { name: "Approve" }).waitFor();
  await picture(page, "request", page.getByRole("button", { name: "Refuse" }));
}

async function administration(page) {
  await page.goto("/administration");
  await picture(page, "administration", page.getByText("How it is started says that"));
}

try {
  const ada = await somebody("ada");
  for (const take of [overview, machines, enrolment, requests, administration]) await take(ada);
  await policies(await somebody("emre"));
} finally {
  await end();
}
