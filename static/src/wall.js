// The wall: when the connection is lost the counts stay, with the time at which they were true.
(() => {
  const wall = document.getElementById("wall");
  const isBoard = (answer) => answer.includes("wall__as-at");

  function lost() {
    const line = wall.querySelector(".wall__as-at");
    if (line && !line.textContent) line.textContent = `As at ${line.dataset.at}`;
  }

  for (const failure of ["htmx:sendError", "htmx:responseError", "htmx:timeout"]) {
    wall.addEventListener(failure, lost);
  }
  // After a sign-out another page would come in the board's place.
  wall.addEventListener("htmx:beforeSwap", (event) => {
    if (isBoard(event.detail.serverResponse)) return;
    event.detail.shouldSwap = false;
    lost();
  });
})();
