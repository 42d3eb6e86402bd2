// What comes of forms is a page as well: what is shown once, and what says that something was not taken.

import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { after, before, test } from "node:test";
import { found, kindOf, unfold } from "./pages.mjs";
import { against, picture, signIn, stage, visitor } from "./support.mjs";

let end;
let demo;
let browser;

before(async () => {
  ({ demo, browser, end } = await stage());
});
after(() => end?.());

/** Sends a form as it is, and says how that was answered. */
async function send(page, form) {
  const answered = page.waitForResponse((response) => response.request().method() === "POST");
  await form.evaluate((form) => {
    form.noValidate = true;
    form.requestSubmit();
  });
  const status = (await answered).status();
  await page.getByRole("heading", { level: 1 }).waitFor();
  await page.waitForLoadState();
  return status;
}

/** Whether a form needs something that is not filled in: such a one does nothing where it is sent. */
function isWanting(form) {
  return form.evaluate((form) => [...form.elements].some((field) => field.required && field.value === ""));
}

test("forms that are not filled in say so, on pages that nothing is against", async () => {
  const { page, context, wrong } = await visitor(browser, demo.base);
  await signIn(page, "ada", demo.password);
  const sent = new Set();
  const said = [];
  const look = async (path) => {
    const forms = await page.locator("main form").evaluateAll((forms) => forms.map((form) => [form.getAttribute("method"), new URL(form.getAttribute("action") ?? "", location.href).pathname]));
    for (const [at, [method, action]] of forms.entries()) {
      if (method !== "post" || sent.has(kindOf(action) ?? action)) continue;
      await page.goto(path);
      await unfold(page);
      const form = page.locator("main form").nth(at);
      if (!(await isWanting(form))) continue;
      sent.add(kindOf(action) ?? action);
      const status = await send(page, form);
      if (status < 400 || status > 499) said.push(`${path}: ${action} answered ${status}`);
      await unfold(page);
      said.push(...(await against(page)).map((one) => `${path}: ${action}: ${one}`));
    }
  };
  await found(page, demo.base, { look });
  assert.ok(sent.size > 8, `${[...sent]}`);
  assert.deepEqual([...said, ...wrong], []);
  await context.close();
});

test("who is not let in sees why, on a page that nothing is against", async () => {
  const { page, context, wrong } = await visitor(browser, demo.base);
  await page.goto("/sign-in");
  await page.getByLabel("User name").fill("ada");
  await page.getByLabel("Password").fill("not the password");
  assert.equal(await send(page, page.locator("main form").first()), 401);
  assert.deepEqual(await against(page), []);
  await page.goto("/first");
  await page.getByLabel("Token of the link").fill("fetter_link_00");
  await page.getByLabel("User name").fill("ada");
  await page.getByLabel("New password").fill("correct horse battery");
  await page.getByLabel("The same again").fill("correct horse battery");
  assert.equal(await send(page, page.locator("main form").first()), 401);
  assert.deepEqual(await against(page), []);
  assert.deepEqual(wrong, []);
  await context.close();
});

/** Forms whose answer is shown once, with what is filled in. */
const ONCE = [
  ["/administration/enrolment", { uses: "3" }, "laptops"],
  ["/administration/tokens", { name: "ci" }],
  ["/administration/users", { name: "gus" }],
  ["/administration/webhooks", { url: "https://hooks.example/fetter" }],
];

test("what is shown once is shown on pages that nothing is against", async () => {
  const { page, context, wrong } = await visitor(browser, demo.base);
  await signIn(page, "ada", demo.password);
  for (const [path, fields, group] of ONCE) {
    await page.goto(path);
    await unfold(page);
    const form = page.locator(`main form[method="post"][action="${path}"]`);
    for (const [name, value] of Object.entries(fields)) await form.locator(`[name=${name}]`).fill(value);
    if (group) await form.getByLabel("Group").selectOption({ label: group });
    assert.equal(await send(page, form), 200, path);
    await page.locator(".command").first().waitFor();
    assert.deepEqual(await against(page), [], path);
  }
  assert.deepEqual(wrong, []);
  await context.close();
});

/** What an authenticator shows now (RFC 6238): the secret is base32. */
function code(secret) {
  const bits = [...secret].map((letter) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter).toString(2).padStart(5, "0")).join("");
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => Number.parseInt(byte, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000)));
  const hash = createHmac("sha1", key).update(step).digest();
  const at = hash[19] & 15;
  return ((hash.readUInt32BE(at) & 0x7fffffff) % 1_000_000).toString().padStart(6, "0");
}

test("an authenticator is set up, and asked for", async () => {
  const { page, context, wrong } = await visitor(browser, demo.base);
  await signIn(page, "viv", demo.password);
  await page.goto("/account");
  const form = page.locator('main form[action="/account/authenticator"]');
  await form.getByLabel("Password").fill(demo.password);
  assert.equal(await send(page, form), 200);
  assert.deepEqual(await against(page), []);
  await picture(page, "authenticator");
  const secret = (await page.locator(".command code").first().textContent()).trim();
  await page.getByLabel("Authenticator code").fill(code(secret));
  await page.getByRole("button", { name: "That is it" }).click();
  await page.getByRole("heading", { level: 1, name: "Codes for recovery" }).waitFor();
  assert.deepEqual(await against(page), []);
  await picture(page, "authenticator-codes");
  const [recovery] = (await page.locator(".command code").first().textContent()).trim().split(/\s+/);
  await page.goto("/account");
  await unfold(page);
  assert.deepEqual(await against(page), []);
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.getByLabel("User name").fill("viv");
  await page.getByLabel("Password").fill(demo.password);
  assert.equal(await send(page, page.locator("main form").first()), 401);
  assert.deepEqual(await against(page), [], "a code is asked for");
  await page.getByLabel("Password").fill(demo.password);
  await page.getByLabel("code").fill(recovery);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("heading", { level: 1, name: "Overview" }).waitFor();
  assert.deepEqual(wrong, []);
  await context.close();
});
