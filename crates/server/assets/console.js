// What makes pages more pleasant. All of them work without it.
"use strict";

// A button to copy a command.
for (const command of document.querySelectorAll(".command")) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = "Copy";
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(command.querySelector("code").textContent);
      button.textContent = "Copied";
    } catch {
      // Without permission it is marked, to be copied by hand.
      getSelection().selectAllChildren(command.querySelector("code"));
      button.textContent = "Marked";
    }
  });
  command.append(button);
}

// What is new comes while one looks: rows that the server made, put before the others.
const main = document.querySelector("main[data-live]");
if (main && "EventSource" in window) {
  const body = main.querySelector("tbody");
  const line = document.createElement("p");
  line.className = "live";
  const said = document.createElement("span");
  said.setAttribute("role", "status");
  const button = document.createElement("button");
  button.type = "button";
  line.append(said, " ", button);
  main.querySelector(".title").after(line);

  // Seconds until the server is asked again that refused, and from when on it is said that it is not heard: it ends a stream now and then, and is asked again at once.
  const waits = [5, 15, 60];
  const silence = 15;
  let last = new URL(main.dataset.live, location.href).searchParams.get("after");
  let source = null;
  let timer = 0;
  let refusals = 0;

  // It is said once: a screen reader would read it each time.
  function say(text) {
    if (said.textContent !== text) said.textContent = text;
  }
  function address() {
    const url = new URL(main.dataset.live, location.href);
    url.searchParams.set("after", last);
    return url;
  }
  function stop() {
    clearTimeout(timer);
    timer = 0;
    source?.close();
    source = null;
  }
  function later(seconds, what) {
    if (!timer) timer = setTimeout(() => { timer = 0; what(); }, seconds * 1000);
  }
  // Why a stream was refused, which an EventSource does not tell: the status of the answer, and 303 where somebody is to sign in.
  async function status() {
    const abort = new AbortController();
    try {
      const answer = await fetch(address(), { redirect: "manual", signal: abort.signal });
      return answer.type === "opaqueredirect" ? 303 : answer.status;
    } catch {
      return 0;
    } finally {
      abort.abort();
    }
  }
  async function refused() {
    const mine = source;
    const why = await status();
    if (source !== mine) return;
    stop();
    if (why === 303 || why === 401 || why === 403) {
      say("Your session has ended, and nothing more is shown as it comes: reload the page to sign in.");
      button.textContent = "Reload";
      return;
    }
    say("The server does not tell what is new now. It is asked again within a minute.");
    later(waits[Math.min(refusals, waits.length - 1)], listen);
    refusals += 1;
  }
  function listen() {
    stop();
    source = new EventSource(address());
    source.addEventListener("open", () => {
      clearTimeout(timer);
      timer = 0;
      refusals = 0;
      say("What is new is shown as it comes.");
    });
    source.addEventListener("error", () => {
      if (source?.readyState === EventSource.CLOSED) refused();
      else later(silence, () => say("The server is not heard; it is asked again."));
    });
    source.addEventListener("place", (event) => { last = event.lastEventId; });
    source.addEventListener("row", (event) => {
      if (!body) { location.reload(); return; }
      last = event.lastEventId;
      const made = new DOMParser().parseFromString(`<table><tbody>${event.data}</tbody></table>`, "text/html");
      for (const row of made.querySelectorAll("tr")) body.prepend(document.adoptNode(row));
      while (body.rows.length > 500) body.lastElementChild.remove();
    });
  }
  button.addEventListener("click", () => {
    if (button.textContent === "Reload") { location.reload(); return; }
    const isPaused = button.textContent === "Pause";
    button.textContent = isPaused ? "Go on" : "Pause";
    if (isPaused) {
      stop();
      say("Paused: what is new meanwhile comes when you go on.");
    } else {
      listen();
    }
  });
  button.textContent = "Pause";
  listen();
  addEventListener("pagehide", stop);
  addEventListener("pageshow", (event) => { if (event.persisted && button.textContent === "Pause") listen(); });
}
