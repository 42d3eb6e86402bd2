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
  const said = document.createElement("p");
  said.setAttribute("role", "status");
  said.className = "live";
  main.querySelector(".title").after(said);
  const source = new EventSource(main.dataset.live);
  source.addEventListener("open", () => { said.textContent = "What is new is shown as it comes."; });
  source.addEventListener("error", () => { said.textContent = "The server is not heard; trying again."; });
  source.addEventListener("row", (event) => {
    if (!body) { location.reload(); return; }
    const made = new DOMParser().parseFromString(`<table><tbody>${event.data}</tbody></table>`, "text/html");
    for (const row of made.querySelectorAll("tr")) body.prepend(document.adoptNode(row));
    while (body.rows.length > 500) body.lastElementChild.remove();
  });
  addEventListener("pagehide", () => source.close());
}
