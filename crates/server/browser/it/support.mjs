// A demonstration server, and a browser that looks at it.

import { spawn } from "node:child_process";
import { mkdirSync } from "node:fs";
import { createServer } from "node:net";
import { resolve } from "node:path";
import axe from "axe-core";
import { chromium } from "playwright-core";

const fetter = resolve(process.env.FETTER ?? "target/debug/fetter");
/** Where pictures are kept, to be looked at. */
export const pictures = process.env.FETTER_PICTURES ?? "target/console";
mkdirSync(pictures, { recursive: true });

/** How long a program may take until it says that it is ready, in milliseconds. */
const PATIENCE = 120_000;
/** What was started and is not over. Whatever becomes of a test, nothing of it stays. */
const children = new Set();
process.on("exit", () => children.forEach((child) => child.kill("SIGKILL")));

/** A program that says something, and goes on until it is ended. */
export async function begin(args, isReady, { directory = ".", program = fetter } = {}) {
  const child = spawn(program, args, { stdio: ["ignore", "pipe", "pipe"], cwd: directory });
  children.add(child);
  child.on("exit", () => children.delete(child));
  let said = "";
  let timer;
  const ready = new Promise((resolve, reject) => {
    const hear = (chunk) => {
      said += chunk;
      if (isReady(said)) resolve(said);
    };
    const refuse = (why) => reject(new Error(`${program} ${args.join(" ")} ${why}: ${said}`));
    if (isReady(said)) resolve(said);
    child.stdout.on("data", hear);
    child.stderr.on("data", hear);
    child.on("error", (error) => refuse(`could not be started (${error.message})`));
    child.on("exit", (code) => refuse(`ended with ${code}`));
    timer = setTimeout(() => refuse("is not ready"), PATIENCE);
  });
  const end = () =>
    new Promise((resolve) => {
      child.removeAllListeners("exit");
      if (child.exitCode !== null || child.signalCode !== null) return resolve();
      child.on("exit", resolve);
      child.kill("SIGTERM");
    });
  try {
    await ready;
  } catch (error) {
    child.kill("SIGKILL");
    throw error;
  } finally {
    clearTimeout(timer);
  }
  return { end, get said() { return said; } };
}

/** What a program says that ends. */
export function run(args, { directory = "." } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(fetter, args, { stdio: ["ignore", "pipe", "pipe"], cwd: directory });
    let said = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (said += chunk));
    child.on("error", reject);
    child.on("exit", (code) => resolve({ code, said }));
  });
}

/** A provider of single sign-on, of the tests' own. */
export const provider = resolve(process.env.FETTER_OIDC_PROVIDER ?? "target/debug/examples/oidc-provider");

/** A port that nothing listens at. */
export function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** A demonstration. */
export async function demonstration() {
  const { said, end } = await begin(["server", "demo", "--listen", "127.0.0.1:0"], (text) => text.includes("It is gone"));
  const base = /http:\/\/[0-9.:]+/.exec(said)[0];
  const password = /Password of all users: (\S+)/.exec(said)[1];
  return { base, password, end };
}

/** A browser. */
export function browser() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}

/** A demonstration, and a browser that looks at it. Where the browser does not start, nothing stays. */
export async function stage() {
  const demo = await demonstration();
  try {
    const chromium = await browser();
    const end = async () => {
      await chromium.close();
      await demo.end();
    };
    return { demo, browser: chromium, end };
  } catch (error) {
    await demo.end();
    throw error;
  }
}

/** A page of a new visitor. What it asks for elsewhere, and what goes wrong in it, is collected. */
export async function visitor(browser, base, options = {}) {
  const context = await browser.newContext({ baseURL: base, viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  const wrong = [];
  page.on("request", (request) => {
    if (!request.url().startsWith(base) && !request.url().startsWith("data:")) wrong.push(`asked ${request.url()}`);
  });
  page.on("console", (message) => {
    // That an answer is a refusal is said here too, and is no fault.
    if (message.type() === "error" && !message.text().includes("the server responded with a status of")) wrong.push(message.text());
  });
  page.on("dialog", (dialog) => {
    wrong.push(`a dialog says ${dialog.message()}`);
    dialog.dismiss();
  });
  page.on("pageerror", (error) => wrong.push(String(error)));
  return { page, context, wrong };
}

export async function signIn(page, name, password) {
  await page.goto("/sign-in");
  await page.getByLabel("User name").fill(name);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("heading", { level: 1, name: "Overview" }).waitFor();
}

/** By what axe-core judges: WCAG 2.2 AA, and its own best practices. */
const EVERYTHING = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** What axe-core has against the page that is open. */
export async function against(page, rules = EVERYTHING) {
  await page.evaluate(axe.source);
  const found = await page.evaluate((rules) => globalThis.axe.run({ runOnly: rules }), rules);
  return found.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html.slice(0, 200)).join(" | ").slice(0, 600)}`);
}

export function picture(page, name) {
  return page.screenshot({ path: `${pictures}/${name}.png`, fullPage: true });
}
