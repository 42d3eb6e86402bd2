// What people come for, done as they do it.

import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { begin, freePort, picture, provider, run, signIn, stage, visitor } from "./support.mjs";

/** Tests that run as root say so where a program refuses to be. */
const asRoot = process.getuid() === 0 ? ["--as-root"] : [];
let end;
let demo;
let browser;

before(async () => {
  ({ demo, browser, end } = await stage());
});
after(() => end?.());

/** Somebody who is signed in at the demonstration. */
async function somebody(name) {
  const guest = await visitor(browser, demo.base);
  await signIn(guest.page, name, demo.password);
  return guest;
}

test("from the first start to the first machine", async () => {
  const directory = mkdtempSync(join(tmpdir(), "fetter-console-"));
  const isThere = (said) => said.includes("link for the first administrator");
  const args = ["server", "run", "--data", join(directory, "server"), "--plain-http", "--listen", "127.0.0.1:0"];
  const server = await begin(args, isThere);
  try {
    const base = /http:\/\/[0-9.:]+/.exec(server.said)[0];
    const { page, context, wrong } = await visitor(browser, base);
    await page.goto("/");
    assert.match(page.url(), /\/sign-in\?next=%2F$/);
    await page.goto("/first");
    await page.getByLabel("Token of the link").fill(/fetter_first_[0-9a-f]+/.exec(server.said)[0]);
    await page.getByLabel("User name").fill("ada");
    await page.getByLabel("New password").fill("correct horse battery");
    await page.getByLabel("The same again").fill("correct horse battery");
    await page.getByRole("button", { name: "Set the password" }).click();
    await page.getByRole("heading", { level: 1, name: "Overview" }).waitFor();
    await page.goto("/administration/groups");
    await page.getByLabel("Name", { exact: true }).fill("laptops");
    await page.getByRole("button", { name: "Make it" }).click();
    await page.getByText("It was made.").waitFor();
    await page.getByRole("link", { name: "Enrolment" }).click();
    await page.locator("form[method=post]").getByLabel("Group").selectOption({ label: "laptops" });
    await page.getByRole("button", { name: "Make a token" }).click();
    const [secret, command] = await page.locator(".command code").allTextContents();
    assert.match(secret, /^fetter_enrol_/);
    assert.ok(command.startsWith(`sudo fetter agent enroll --server ${base} `), command);
    await picture(page, "task-enrolment");
    // What is typed on a machine; where its files lie is said by a file of the test's.
    const site = join(directory, "watched", "site-packages");
    mkdirSync(join(site, "six-1.16.0.dist-info"), { recursive: true });
    writeFileSync(join(site, "six-1.16.0.dist-info", "METADATA"), "Metadata-Version: 2.1\nName: six\nVersion: 1.16.0\n");
    mkdirSync(join(directory, "state"));
    writeFileSync(join(directory, "token"), `${secret}\n`);
    const settings = ["enforcement = \"off\"", "only-path = true", "path = [\"watched\"]", "state = \"state\"", "socket = \"agent.sock\""];
    const tell = ["database = \"database\"", "[tell]", "system-log = false", "terminals = false", ""];
    writeFileSync(join(directory, "agent.toml"), [...settings, ...tell].join("\n"));
    const words = command.replace("sudo fetter ", "").split(" ");
    const enrolled = await run(["--config", "agent.toml", ...words], { directory });
    assert.equal(enrolled.code, 0, enrolled.said);
    await page.goto("/machines");
    assert.equal(await page.locator("tbody tr").count(), 1);
    await page.locator("tbody a").first().click();
    await page.getByText("It has not reported yet").waitFor();
    // One watches, and another, without its rights, brings reports to the server.
    const agent = await begin(["--config", "agent.toml", "agent", "run"], (said) => said.includes("reconciled"), { directory });
    const sync = await begin(["--config", "agent.toml", "agent", "sync", ...asRoot], () => true, { directory });
    try {
      await page.getByRole("navigation", { name: "Parts of this machine" }).getByRole("link", { name: "Packages" }).click();
      const six = page.getByRole("link", { name: "six", exact: true });
      for (let tries = 0; tries < 100 && (await six.count()) === 0; tries += 1) {
        await page.waitForTimeout(300);
        await page.reload();
      }
      assert.equal(await six.count(), 1, agent.said + sync.said);
      await picture(page, "task-first-machine");
    } finally {
      await sync.end();
      await agent.end();
    }
    assert.deepEqual(wrong, []);
    await context.close();
  } finally {
    await server.end();
    rmSync(directory, { recursive: true, force: true });
  }
});

test("find who has a package", async () => {
  const { page, context, wrong } = await somebody("viv");
  await page.getByRole("link", { name: "Packages", exact: true }).click();
  await page.getByLabel("Who has").fill("jinja");
  await page.getByRole("button", { name: "Show" }).click();
  await page.getByRole("link", { name: "jinja2", exact: true }).click();
  await page.getByRole("heading", { level: 1, name: "jinja2" }).waitFor();
  const versions = page.getByRole("table", { name: /^Versions/ });
  assert.ok((await versions.locator("tbody tr").count()) > 1, "there are versions");
  const machines = page.getByRole("table", { name: /^Who has it/ });
  const hosts = await machines.locator("tbody th").allTextContents();
  assert.ok(hosts.length > 0 && hosts.every((host) => host.startsWith("lap-")), `${hosts}`);
  await picture(page, "task-who-has");
  assert.deepEqual(wrong, []);
  await context.close();
});

test("put a list in order, and keep it so", async () => {
  const { page, context, wrong } = await somebody("ada");
  await page.getByRole("link", { name: "Machines", exact: true }).first().click();
  const heading = (name) => page.getByRole("columnheader", { name });
  const hosts = () => page.locator("tbody th").allTextContents();
  assert.equal(await heading("Host name").getAttribute("aria-sort"), "ascending");
  const before = await hosts();
  await heading("Host name").getByRole("link").click();
  await page.waitForURL(/sort=-hostname/);
  assert.equal(await heading("Host name").getAttribute("aria-sort"), "descending");
  assert.notDeepEqual(await hosts(), before);
  // Whoever narrows the list, sees it in the same order.
  await page.getByText("Filter", { exact: true }).click();
  await page.getByLabel("Host name or id").fill("ds-");
  await page.getByRole("button", { name: "Show" }).click();
  await page.waitForURL(/q=ds-/);
  await page.getByRole("link", { name: /^ds-/ }).first().waitFor();
  const narrowed = await hosts();
  assert.ok(narrowed.length > 1 && narrowed.every((host) => host.startsWith("ds-")), `${page.url()}: ${narrowed}`);
  assert.deepEqual(narrowed, [...narrowed].sort().reverse());
  // A list is put in the order of its other columns, too.
  await heading("Status").getByRole("link").click();
  await page.waitForURL(/sort=status/);
  assert.equal(await heading("Status").getAttribute("aria-sort"), "ascending");
  await picture(page, "task-order");
  assert.deepEqual(wrong, []);
  await context.close();
});

test("write, preview, stage and roll back a policy", async () => {
  const { page, context, wrong } = await somebody("emre");
  await page.getByRole("link", { name: "Policies", exact: true }).click();
  await page.getByRole("link", { name: "shop servers" }).click();
  await page.getByRole("link", { name: "Write a new version" }).click();
  const text = page.getByLabel("Policy", { exact: true });
  const before = await text.inputValue();
  await text.fill(`${before}\n[[deny]]\npackages = 3\n`);
  await page.getByRole("button", { name: "Take it as a new version" }).click();
  await page.getByRole("alert").waitFor();
  await picture(page, "task-policy-mistake");
  assert.match(await page.getByRole("alert").textContent(), /line \d+/);
  await text.fill(`${before}\n[[deny]]\nid = "no-django"\nmode = "enforce"\npackages = ["django"]\n`);
  await page.getByLabel("What is new in it").fill("no Django on servers");
  await page.getByRole("button", { name: "Take it as a new version" }).click();
  await page.getByRole("heading", { level: 1, name: "Version 3" }).waitFor();
  assert.ok((await page.locator(".added").allTextContents()).some((line) => line.includes("no-django")));
  await picture(page, "task-policy-diff");
  await page.getByRole("button", { name: "Preview what it would do" }).click();
  for (let tries = 0; tries < 60 && (await page.getByText("in the background").count()) > 0; tries += 1) {
    await page.waitForTimeout(500);
    await page.getByRole("link", { name: "Look again" }).click();
  }
  const would = page.getByRole("table", { name: /^What would be refused/ });
  await would.waitFor();
  const packages = await would.locator("tbody th").allTextContents();
  assert.ok(packages.includes("django"), `${packages}`);
  await picture(page, "task-policy-preview");
  await page.getByRole("link", { name: "Version 3" }).click();
  await page.getByText("Stage it for a part of the machines").click();
  await page.getByLabel("Of 100 machines").fill("50");
  await page.getByRole("button", { name: "Stage it" }).click();
  await page.getByText("It was staged").waitFor();
  assert.match(await page.locator("dl").textContent(), /version 3.*50 of 100/s);
  const come = page.getByRole("table", { name: /^Active machines/ });
  const staged = come.locator("tbody tr", { hasText: "staged" });
  assert.match(await staged.textContent(), /version 3/);
  await picture(page, "task-policy-roll-out");
  await staged.locator("td.number a").first().click();
  await page.getByRole("heading", { level: 1, name: "Machines" }).waitFor();
  assert.ok((await page.locator("tbody th").count()) > 0, "the machines that the stage is for");
  await page.goBack();
  await page.getByRole("button", { name: "Take back what is staged" }).click();
  await page.getByText("What was staged was taken back.").waitFor();
  await page.getByRole("link", { name: "version 3" }).first().click();
  await page.getByText("Activate it for all machines").click();
  await page.getByRole("button", { name: "Activate it" }).click();
  await page.getByText("It was activated").waitFor();
  await page.getByRole("button", { name: "Roll back to version 1" }).click();
  await page.getByText("It was rolled back.").waitFor();
  assert.match(await page.locator("dl").textContent(), /Holds\s*version 1/);
  await picture(page, "task-policy-history");
  assert.deepEqual(wrong, []);
  await context.close();
});

test("accept a finding", async () => {
  const { page, context, wrong } = await somebody("ada");
  await page.getByRole("link", { name: "Findings", exact: true }).click();
  await page.getByRole("link", { name: "Vulnerabilities" }).click();
  const first = page.locator("tbody tr").first();
  const name = await first.locator("th").textContent();
  await first.locator("th a").click();
  await page.getByLabel("Who sees to it").fill("emre");
  await page.getByRole("button", { name: "Assign it" }).click();
  await page.getByText("It was assigned.").waitFor();
  await page.getByLabel("Comment", { exact: true }).fill("our image is built anew on Friday\n<script>alert(1)</script>");
  await page.getByRole("button", { name: "Say it" }).click();
  await page.getByText("<script>alert(1)</script>").waitFor();
  await page.getByText("Accept it for a while").click();
  await page.getByLabel("Why", { exact: true }).fill("not reachable from outside");
  await page.getByRole("button", { name: "Accept it" }).click();
  await page.getByText("It is accepted until that day.").waitFor();
  await picture(page, "task-accepted");
  await page.goto("/findings?state=accepted");
  assert.ok((await page.locator("tbody th").allTextContents()).includes(name), name);
  await page.goto("/findings/fixes");
  assert.ok((await page.locator("tbody tr").count()) > 3);
  assert.deepEqual(wrong, []);
  await context.close();
});

test("see what was changed on a machine, and accept it", async () => {
  const { page, context, wrong } = await somebody("ada");
  await page.goto("/findings");
  await page.getByRole("link", { name: "Integrity", exact: true }).click();
  await page.getByText("machines do not tell what is changed on them").waitFor();
  await picture(page, "task-integrity");
  const row = page.locator("tbody tr", { hasText: "core.py" });
  await row.getByRole("link", { name: "changed files" }).click();
  await page.getByText("install the package anew").waitFor();
  await page.getByRole("link", { name: "ci-03" }).waitFor();
  await page.getByText("Accept it for a while").click();
  await page.getByLabel("Why", { exact: true }).fill("patched by operations");
  await page.getByRole("button", { name: "Accept it" }).click();
  await page.getByText("It is accepted until that day.").waitFor();
  await picture(page, "task-integrity-accepted");
  await page.goto("/exceptions");
  await page.getByRole("link", { name: "changed files" }).click();
  await page.getByRole("link", { name: "What was told as it happened" }).click();
  assert.equal(await page.locator("tbody tr").count(), 1);
  assert.deepEqual(wrong, []);
  await context.close();
});

test("sign in at the organisation's provider", async () => {
  const directory = mkdtempSync(join(tmpdir(), "fetter-console-"));
  const users = ["--user", "ada:admins", "--user", "bob:staff", "--user", "eve:"];
  const issuer = await begin(["--port", "0", "--client-id", "fetter", ...users], (said) => said.includes("http"), { program: provider });
  const port = await freePort();
  const base = `http://127.0.0.1:${port}`;
  const oidc = ["--oidc-issuer", issuer.said.trim(), "--oidc-client-id", "fetter", "--oidc-name", "Example", "--public-url", base];
  const roles = ["--oidc-role", "admins=administrator", "--oidc-role", "staff=viewer"];
  const args = ["server", "run", "--data", join(directory, "server"), "--plain-http", "--listen", `127.0.0.1:${port}`, ...oidc, ...roles];
  const server = await begin(args, (said) => said.includes("link for the first administrator"));
  try {
    for (const [name, role] of [["bob", "viewer"], ["ada", "administrator"], ["eve", null]]) {
      const { page, context } = await visitor(browser, base);
      await page.goto("/machines?q=x");
      await page.getByRole("link", { name: "Sign in with Example" }).click();
      await page.getByRole("button", { name }).click();
      if (role) {
        await page.waitForURL(`${base}/machines?q=x`);
        assert.match(await page.locator(".who").textContent(), new RegExp(`${name}\\s+${role}`));
        await page.getByRole("button", { name: "Sign out" }).click();
        await page.getByRole("heading", { level: 1, name: "Sign in" }).waitFor();
      } else {
        await page.getByText("None of your groups at the provider may do anything here").waitFor();
        await picture(page, "task-provider-refused");
      }
      await context.close();
    }
  } finally {
    await server.end();
    await issuer.end();
    rmSync(directory, { recursive: true, force: true });
  }
});

test("approve a request", async () => {
  const { page, context, wrong } = await somebody("ada");
  await page.getByRole("link", { name: /Requests that wait/ }).click();
  await page.getByRole("link", { name: "left-pad-py" }).click();
  await page.getByLabel("Why").first().fill("the script is replaced in spring");
  await page.getByRole("button", { name: "Approve" }).click();
  await page.getByText("It was approved").waitFor();
  await picture(page, "task-approval");
  await page.goto("/exceptions");
  await page.getByText("the script is replaced in spring").waitFor();
  await page.getByText("Filter", { exact: true }).click();
  await page.getByLabel("Rule, advisory or package").fill("Left_Pad");
  await page.getByRole("button", { name: "Show" }).click();
  await page.waitForURL(/q=Left_Pad/);
  await page.getByRole("link", { name: "Until" }).click();
  await page.waitForURL(/order=first-to-end/);
  assert.equal(await page.locator("tbody tr").count(), 1);
  await page.getByText("the script is replaced in spring").waitFor();
  await picture(page, "task-exception-found");
  assert.deepEqual(wrong, []);
  await context.close();
});

test("roles limit what is offered and what is done", async () => {
  const { page, context } = await somebody("viv");
  const groups = await page.goto("/machines").then(() => page.locator("tbody td[data-name=Group]").allTextContents());
  assert.ok(groups.length > 0 && groups.every((group) => group === "laptops"), `${groups}`);
  await page.goto("/policies");
  await page.locator("tbody a").first().click();
  assert.equal(await page.getByRole("link", { name: "Write a new version" }).count(), 0);
  for (const path of ["/administration/users", "/administration/audit", "/administration/enrolment"]) {
    assert.equal((await page.goto(path)).status(), 403, path);
  }
  assert.equal(await page.getByRole("link", { name: "Users" }).count(), 0);
  await context.close();
});

test("what is new is shown as it comes", async () => {
  const { page, context, wrong } = await somebody("ada");
  await page.getByRole("link", { name: "Events", exact: true }).click();
  const status = page.getByRole("status");
  await page.getByText("What is new is shown as it comes.").waitFor();
  assert.ok((await page.locator("tbody tr").count()) > 10);
  await picture(page, "task-events");
  // It can be stopped, and goes on.
  await page.getByRole("button", { name: "Pause" }).click();
  assert.match(await status.textContent(), /^Paused/);
  await page.getByRole("button", { name: "Go on" }).click();
  await page.getByText("What is new is shown as it comes.").waitFor();
  // A stream that ends is asked for again, of which nobody is told.
  const told = await page.evaluateHandle(() => {
    const told = [];
    new MutationObserver(() => told.push(document.querySelector("[role=status]").textContent)).observe(document.querySelector("[role=status]"), { childList: true, characterData: true, subtree: true });
    return told;
  });
  const live = await page.locator("main").getAttribute("data-live");
  const place = new URL(live, demo.base).searchParams.get("after");
  let streams = 0;
  await page.route("**/events/live*", (route) => {
    streams += 1;
    const headers = { "content-type": "text/event-stream" };
    return route.fulfill({ status: 200, headers, body: `retry: 100\nevent: place\nid: ${place}\ndata: ${place}\n\n` });
  });
  await page.getByRole("button", { name: "Pause" }).click();
  await page.getByRole("button", { name: "Go on" }).click();
  for (let tries = 0; tries < 50 && streams < 4; tries += 1) await page.waitForTimeout(100);
  assert.ok(streams >= 4, `${streams} streams`);
  assert.deepEqual(await told.jsonValue(), ["Paused: what is new meanwhile comes when you go on.", "What is new is shown as it comes."]);
  await page.unroute("**/events/live*");
  // What is refused is said, and asked for again.
  await page.route("**/events/live*", (route) => route.fulfill({ status: 503, body: "busy" }));
  await page.getByRole("button", { name: "Pause" }).click();
  await page.getByRole("button", { name: "Go on" }).click();
  await page.getByText("The server does not tell what is new now.").waitFor();
  await page.unroute("**/events/live*");
  await page.getByText("What is new is shown as it comes.").waitFor();
  // Whoever is not signed in any more is told so, and what to do.
  await page.getByRole("button", { name: "Pause" }).click();
  await context.clearCookies();
  await page.getByRole("button", { name: "Go on" }).click();
  await page.getByText("Your session has ended").waitFor();
  await page.getByRole("button", { name: "Reload" }).click();
  await page.getByRole("heading", { level: 1, name: "Sign in" }).waitFor();
  // That an EventSource is given no stream is said in the console of the browser.
  assert.deepEqual(wrong.filter((one) => !one.startsWith("EventSource")), []);
  await context.close();
});
