// The scenes take turns; every half minute they come anew. What cannot be had stays, with its time.
(() => {
  "use strict";
  const TURN = 15000, RENEW = 30000;
  const main = document.getElementById("scenes"), told = document.getElementById("as-of");
  const dots = document.getElementById("dots"), clock = document.getElementById("clock");
  let place = 0, cut = false;

  const scenes = () => [...main.querySelectorAll(".scene")];

  function show() {
    const all = scenes();
    all.forEach((scene, at) => { scene.hidden = at !== place % all.length; });
    dots.replaceChildren(...all.map((_, at) => {
      const dot = document.createElement("span");
      dot.className = at === place % all.length ? "on" : "";
      return dot;
    }));
    told.textContent = `数据截至 ${all[0].dataset.asOf}${cut ? "，连接中断，正在重试" : ""}`;
    told.className = cut ? "cut" : "";
  }

  async function renew() {
    try {
      const answer = await fetch(`/wall/scenes${location.search}`, { cache: "no-store" });
      if (!answer.ok) throw new Error(String(answer.status));
      const text = await answer.text();
      if (!text.includes('class="scene"')) throw new Error("no scenes");
      main.innerHTML = text;
      cut = false;
    } catch {
      cut = true;
    }
    show();
  }

  function tick() {
    clock.textContent = new Date().toLocaleString("zh-CN", {
      month: "long", day: "numeric", weekday: "short", hour: "2-digit", minute: "2-digit",
      timeZone: "Asia/Shanghai",
    });
  }

  addEventListener("keydown", (event) => {
    if (event.key === "ArrowRight" || event.key === "ArrowLeft") {
      place = (place + (event.key === "ArrowRight" ? 1 : scenes().length - 1)) % scenes().length;
      show();
    }
  });
  setInterval(() => { place += 1; show(); }, TURN);
  setInterval(renew, RENEW);
  setInterval(tick, 1000);
  tick();
  show();
})();
